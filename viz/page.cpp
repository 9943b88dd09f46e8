// SPDX-License-Identifier: Apache-2.0
#include "viz/page.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "viz/body_scene.hpp"
#include "viz/load_text.hpp"

namespace spondyl::viz {
namespace {

constexpr std::array<double, 3> warning_colour = {0.75, 0.05, 0.05};

// Position of the state in the loading, and its loads.
std::string describe(const Drawing& drawing) {
    const Result& result = drawing.result;
    const ResultState& state = drawing.state;
    if (state.time == 0.0) return "At rest, before any load";
    if (drawing.task) return describe_task(*drawing.task);
    if (state.task.has_value()) return fmt::format("Task \"{}\"", state.step);
    const double step = std::ceil(state.time - 1e-9);
    const double applied = 100 * (state.time - (step - 1));
    std::string text = applied > 99.95
                           ? fmt::format("At the end of load step {:.0f}, \"{}\"", step, state.step)
                           : fmt::format("{:.0f} % into load step {:.0f}, \"{}\"", applied, step, state.step);
    if (!result.canonical_scenario.empty()) {
        try {
            const Scenario scenario = parse_scenario(result.canonical_scenario, "result");
            text += fmt::format(": {}", describe_loads(scenario, state.time));
        } catch (const UserError&) {
            // Written by a version with other keys: the picture is valid without the description of the loads.
        }
    }
    if (!result.complete) text += " (the solve stopped before the end)";
    return text;
}

}  // namespace

Page::Page(const Drawing& drawing, int width, int height, Bars bars) : Sheet(width, height), drawing_(drawing) {
    add_title(drawing.result.title.empty() ? "Lumbar spine" : drawing.result.title, describe(drawing));
    add_bars(bars);
}

void Page::write(const std::filesystem::path& file) {
    Sheet::write(file, drawing_.result.run_id);
}

void Page::add_bars(Bars bars) {
    if (bars == Bars::body) return add_caption_and_activation();
    const bool structures = bars != Bars::discs && has_structures(drawing_.result);
    std::vector<std::function<void(double, double)>> draw;  // with the left edge and the width
    if (bars != Bars::structures)
        draw.push_back(
            [&](double x, double width) { add_field_bar(x, width, drawing_.scalar, drawing_.scale, "disc volume"); });
    if (structures && !drawing_.result.fascicles.empty()) {
        draw.push_back([&](double x, double width) {
            add_key_bar(x, width, drawing_.tension, Palette::reds, "Tension of ligament bundles in N",
                        "thin grey bundles are slack", "all bundles are slack");
        });
    }
    // A sagittal cut passes between the joints.
    const bool joints_in_view =
        bars == Bars::structures || bars == Bars::both || (bars == Bars::overview && !has_body(drawing_.state));
    if (structures && joints_in_view && !drawing_.result.facets.empty()) {
        draw.push_back([&](double x, double width) {
            add_key_bar(x, width, drawing_.contact, Palette::blues, "Contact pressure of facet joints in MPa",
                        "lightest: no contact", "all joints are open");
        });
    }
    if (bars == Bars::overview && has_body(drawing_.state)) {
        draw.push_back([&](double x, double width) { add_activation_bar(x, width); });
    }
    const double share = layout().width / static_cast<double>(draw.size());
    const double width = draw.size() == 1 ? 0.36 * layout().width : 0.76 * share;
    for (std::size_t i = 0; i < draw.size(); ++i) {
        draw[i](share * (static_cast<double>(i) + 0.5) - width / 2, width);
    }
}

void Page::add_activation_bar(double x, double width) {
    add_key_bar(x, width, drawing_.activation, Palette::magma, "Muscle activation",
                "0 at rest, 1 full strength; tube thickness shows cross-section", "all muscles are at rest");
}

void Page::add_caption_and_activation() {
    add_activation_bar(0.68 * layout().width, 0.27 * layout().width);
    const TaskCaption caption = task_caption(drawing_.result, drawing_.state, drawing_.task);
    const double left = 0.02 * layout().width;
    const double room = 0.61 * layout().width;
    double y = layout().bar_height() - 0.3 * layout().text;
    const auto add_line = [&](const std::string& line, const TextStyle& style) {
        TextStyle fitted = style;
        fitted.size = std::min(style.size, room / (0.52 * static_cast<double>(line.size())));
        overlay().add_text({left, y}, line, fitted);
        y -= 1.3 * layout().text;
    };
    if (!caption.warning.empty()) {
        add_line(caption.warning, {.size = 0.95 * layout().text, .bold = true, .colour = warning_colour});
    }
    for (const std::string& line : caption.lines) add_line(line, {.size = 0.95 * layout().text, .grey = 0.15});
}

void Page::add_key_bar(double x, double width, const ColourKey& key, Palette palette, const std::string& title,
                       const std::string& note, const std::string& unloaded) {
    const double text = layout().text;
    if (key.scale.largest <= 0.0) {
        overlay().add_text({x + width / 2, 4.6 * text}, title,
                           {.size = 0.9 * text, .bold = true, .align = Align::centre});
        overlay().add_text({x + width / 2, 3.2 * text}, unloaded,
                           {.size = 0.9 * text, .grey = 0.3, .align = Align::centre});
        return;
    }
    overlay().add_colour_bar({x, 2.9 * text}, {width, 0.9 * text}, key.scale, palette, title, 0.9 * text);
    overlay().add_text({x + width / 2, 0.75 * text}, note, {.size = 0.65 * text, .grey = 0.4, .align = Align::centre});
}

}  // namespace spondyl::viz
