// SPDX-License-Identifier: Apache-2.0
// A VTK window without screen or graphics card, by EGL's surfaceless platform. With LIBGL_ALWAYS_SOFTWARE=1
// (app/main.cpp) Mesa renders in software: the same picture on every machine. Internal to viz/.
#pragma once

#include <vtkImageData.h>
#include <vtkRenderWindow.h>
#include <vtkSmartPointer.h>

#include <memory>

namespace spondyl::viz {

// Window pixels for each pixel of a picture, in each direction.
inline constexpr int supersampling = 2;

// The OpenGL context of this thread; lives at least as long as the windows that draw with it.
class OffscreenContext {
  public:
    // Throws UserError naming the packages when EGL or a renderer is missing.
    OffscreenContext();
    ~OffscreenContext();
    OffscreenContext(const OffscreenContext&) = delete;
    OffscreenContext& operator=(const OffscreenContext&) = delete;

  private:
    struct Handles;
    std::unique_ptr<Handles> handles_;
};

// Add renderers, then take the picture. The context must be alive.
vtkSmartPointer<vtkRenderWindow> make_offscreen_window(int width, int height);

// Draws the window and returns its pixels (RGB, 8 bit), each the mean of factor x factor window pixels.
vtkSmartPointer<vtkImageData> take_picture(vtkRenderWindow& window, int factor);

}  // namespace spondyl::viz
