// SPDX-License-Identifier: Apache-2.0
// A picture of the spine under construction: a sheet with the title of the state and the colour bars of what is drawn.
#pragma once

#include <filesystem>
#include <string>

#include "viz/scene.hpp"
#include "viz/sheet.hpp"

namespace spondyl::viz {

// Which colour bars a page needs.
enum class Bars { discs, section, structures, both, body, overview };

class Page : public Sheet {
  public:
    // Width and height in pixels; drawing must outlive the page.
    Page(const Drawing& drawing, int width, int height, Bars bars);
    void write(const std::filesystem::path& file);

  private:
    void add_bars(Bars bars);
    void add_activation_bar(double x, double width);
    // Words on the left, the scale of the muscles on the right.
    void add_caption_and_activation();
    // `unloaded` is shown in place of a bar where nothing is loaded.
    void add_key_bar(double x, double width, const ColourKey& key, Palette palette, const std::string& title,
                     const std::string& note, const std::string& unloaded);

    const Drawing& drawing_;
};

}  // namespace spondyl::viz
