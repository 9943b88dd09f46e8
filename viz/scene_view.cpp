// SPDX-License-Identifier: Apache-2.0
#include "viz/scene_view.hpp"

#include <vtkCamera.h>
#include <vtkLight.h>
#include <vtkNew.h>
#include <vtkProperty.h>

namespace spondyl::viz {

vtkSmartPointer<vtkRenderer> make_scene_renderer(const Scene& scene, const Eigen::Vector2d& centre,
                                                 double half_height_mm, double line_unit) {
    auto renderer = vtkSmartPointer<vtkRenderer>::New();
    renderer->SetBackground(1, 1, 1);
    for (const auto& actor : scene.actors) {
        vtkProperty& property = *actor->GetProperty();
        property.SetLineWidth(static_cast<float>(property.GetLineWidth() * line_unit));
        renderer->AddActor(actor);
    }

    const Vec3 focus = scene.view.transpose() * Vec3(centre.x(), centre.y(), 0.0);
    const Vec3 eye = focus + 1000.0 * scene.view.row(2).transpose();
    const Vec3 up = scene.view.row(1);
    vtkCamera& camera = *renderer->GetActiveCamera();
    camera.ParallelProjectionOn();
    camera.SetFocalPoint(focus.x(), focus.y(), focus.z());
    camera.SetPosition(eye.x(), eye.y(), eye.z());
    camera.SetViewUp(up.x(), up.y(), up.z());
    camera.SetParallelScale(half_height_mm);

    // Key light over the viewer's left shoulder, weak fill from the lower right; both travel with the camera.
    renderer->AutomaticLightCreationOff();
    const auto add_light = [&](double x, double y, double z, double strength) {
        vtkNew<vtkLight> light;
        light->SetLightTypeToCameraLight();
        light->SetPosition(x, y, z);
        light->SetFocalPoint(0, 0, 0);
        light->SetIntensity(strength);
        renderer->AddLight(light);
    };
    add_light(-0.5, 0.7, 1.0, 0.85);
    add_light(0.8, -0.3, 0.8, 0.4);
    renderer->ResetCameraClippingRange();
    return renderer;
}

}  // namespace spondyl::viz
