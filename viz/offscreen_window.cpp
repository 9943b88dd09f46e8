// SPDX-License-Identifier: Apache-2.0
#include "viz/offscreen_window.hpp"

#include <vtk_glew.h>
// EGL after GLEW: GLEW insists on being the first OpenGL header.
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <fmt/format.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkObjectFactory.h>
#include <vtkUnsignedCharArray.h>

#include <array>
#include <cstdlib>
#include <numeric>

#include "core/error.hpp"

namespace spondyl::viz {
namespace {

[[noreturn]] void refuse(const char* what) {
    throw UserError(
        fmt::format("no pictures: {} (EGL error 0x{:x}). They need the software OpenGL of Mesa; on Debian: "
                    "apt-get install libegl1 libgl1-mesa-dri",
                    what, eglGetError()));
}

// Debian's GLEW looks for an X display after it has loaded every OpenGL function, and reports its absence as an
// error; VTK 9.1 then refuses to draw although nothing is missing for a context made by EGL.
class SurfacelessWindow : public vtkGenericOpenGLRenderWindow {
  public:
    static SurfacelessWindow* New();
    vtkTypeMacro(SurfacelessWindow, vtkGenericOpenGLRenderWindow)

        void OpenGLInitContext() override {
        this->ContextCreationTime.Modified();
        if (this->Initialized) return;
        const GLenum result = glewInit();
        this->GlewInitValid = result == GLEW_OK || result == GLEW_ERROR_NO_GLX_DISPLAY;
        if (!this->GlewInitValid || !GLEW_VERSION_3_2) refuse("OpenGL 3.2 is not available");
        this->Initialized = true;
        std::array<GLfloat, 2> widths{};
        glGetFloatv(GL_ALIASED_LINE_WIDTH_RANGE, widths.data());
        this->MaximumHardwareLineWidth = widths[1];
    }
};
vtkStandardNewMacro(SurfacelessWindow)

}  // namespace

struct OffscreenContext::Handles {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLSurface surface = EGL_NO_SURFACE;
    EGLContext context = EGL_NO_CONTEXT;

    Handles() = default;
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;
    ~Handles() {
        if (display == EGL_NO_DISPLAY) return;
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
        if (surface != EGL_NO_SURFACE) eglDestroySurface(display, surface);
        // The display is kept: it belongs to the process, and terminating it would unload the driver for other threads
        // too.
        eglReleaseThread();
    }
};

OffscreenContext::OffscreenContext() : handles_(std::make_unique<Handles>()) {
    const auto get_display =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_display == nullptr) refuse("this EGL does not support platforms");
    const EGLDisplay display = get_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) != EGL_TRUE) {
        refuse("EGL cannot start without a display");
    }
    handles_->display = display;
    if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) refuse("EGL offers no OpenGL");

    const std::array<EGLint, 9> wanted = {
        EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_RED_SIZE, 8, EGL_DEPTH_SIZE, 24,
        EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglChooseConfig(display, wanted.data(), &config, 1, &count) != EGL_TRUE || count == 0) {
        refuse("EGL has no suitable configuration");
    }
    const std::array<EGLint, 7> version = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 2, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    handles_->context = eglCreateContext(display, config, EGL_NO_CONTEXT, version.data());
    // VTK draws into framebuffers of its own size; the surface only makes the context complete.
    const std::array<EGLint, 5> size = {EGL_WIDTH, 16, EGL_HEIGHT, 16, EGL_NONE};
    handles_->surface = eglCreatePbufferSurface(display, config, size.data());
    if (eglMakeCurrent(display, handles_->surface, handles_->surface, handles_->context) != EGL_TRUE) {
        refuse("EGL cannot make an OpenGL 3.2 context");
    }
}

OffscreenContext::~OffscreenContext() = default;

vtkSmartPointer<vtkRenderWindow> make_offscreen_window(int width, int height) {
    auto window = vtkSmartPointer<SurfacelessWindow>::New();
    window->SetOwnContext(0);
    window->SetSize(width, height);
    window->SetMultiSamples(0);  // the caller supersamples, which also smooths highlights and colours
    window->SetShowWindow(false);
    window->SetUseOffScreenBuffers(true);
    window->SetReadyForRendering(true);
    window->SetIsCurrent(true);
    window->SetSupportsOpenGL(1);
    return window;
}

vtkSmartPointer<vtkImageData> take_picture(vtkRenderWindow& window, int factor) {
    window.Render();
    const int* size = window.GetSize();
    vtkNew<vtkUnsignedCharArray> pixels;
    if (window.GetPixelData(0, 0, size[0] - 1, size[1] - 1, 0, pixels) != VTK_OK) refuse("the picture cannot be read");
    const int width = size[0] / factor;
    const int height = size[1] / factor;
    auto picture = vtkSmartPointer<vtkImageData>::New();
    picture->SetDimensions(width, height, 1);
    picture->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    auto* out = static_cast<unsigned char*>(picture->GetScalarPointer());
    const unsigned char* in = pixels->GetPointer(0);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < 3; ++c) {
                int sum = 0;
                for (int j = 0; j < factor; ++j) {
                    for (int i = 0; i < factor; ++i) sum += in[3 * ((y * factor + j) * size[0] + x * factor + i) + c];
                }
                *out++ = static_cast<unsigned char>((sum + factor * factor / 2) / (factor * factor));
            }
        }
    }
    return picture;
}

}  // namespace spondyl::viz
