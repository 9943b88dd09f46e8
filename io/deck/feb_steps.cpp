// SPDX-License-Identifier: Apache-2.0
// Steps: what holds and what loads. Conditions outside of the steps hold in all of them, those of a step only there.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text/limits.hpp"
#include "io/deck/feb_reader.hpp"
#include "io/deck/inp_lines.hpp"
#include "io/deck/number_text.hpp"

namespace spondyl {

namespace {

// Displacements x, y, z and rotations u, v, w; of rigid bodies with an R in front.
int component_of(std::string_view name) {
    static constexpr std::array<std::string_view, 6> names = {"x", "y", "z", "u", "v", "w"};
    if (name.starts_with('R')) name.remove_prefix(1);
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

}  // namespace

void FebReader::read_rigid_nodes(XmlElement root) {
    const auto read = [&](XmlElement boundary) {
        for (XmlElement e = boundary.first(); e; e = e.next()) {
            if (e.attribute("type").value_or("") != "rigid") continue;
            expect(e, {"rb"});
            RigidBody* body = body_of(e);
            const std::optional<std::string> name = required(e, "node_set");
            const std::vector<int>* nodes = name ? find_nodes(e, *name) : nullptr;
            if (body == nullptr || nodes == nullptr || !spend_set_entries(nodes->size(), e)) continue;
            body->nodes.insert(body->nodes.end(), nodes->begin(), nodes->end());
            body->used = true;
        }
    };
    for (XmlElement section = root.first(); section; section = section.next()) {
        if (section.name() == "Boundary") read(section);
        if (section.name() != "Step") continue;
        for (XmlElement step = section.first(); step; step = step.next()) {
            for (XmlElement e = step.first(); e; e = e.next()) {
                if (e.name() != "Boundary") continue;
                for (XmlElement bc = e.first(); bc; bc = bc.next()) {
                    if (bc.attribute("type").value_or("") == "rigid")
                        unsupported(bc, "nodes that are bound to a rigid body in a step");
                }
            }
        }
    }
}

int FebReader::reference_of(XmlElement outer) {
    const RigidBody* body = body_of(outer);
    if (body == nullptr) return -1;
    const auto found = bodies_.reference.find(body->material);
    if (found != bodies_.reference.end()) return found->second;
    if (!body->used) error(outer, "the rigid body has neither elements nor nodes");
    return -1;
}

void FebReader::read_steps(XmlElement root) {
    bool any_steps = false;
    for (XmlElement section = root.first(); section; section = section.next()) {
        if (section.name() != "Step") continue;
        for (XmlElement e = section.first(); e; e = e.next()) {
            if (e.name() != "step") {
                unsupported(e, fmt::format("<{}> in <Step>", shown(e)));
                continue;
            }
            if (deck_.steps.size() >= limits::rows) {
                error(e, fmt::format("more than {} steps", limits::rows));
                return;
            }
            any_steps = true;
            const std::string_view name = e.attribute("name").value_or("");
            DeckStep step;
            step.name = fmt::format("step {}", deck_.steps.size() + 1);
            if (!name.empty() && checked_name(name, e)) step.name = name;
            step.where = place(e);
            expect(e, {"Control", "Boundary", "Rigid", "Loads", "Contact", "Constraints"});
            held_.clear();
            read_loads_of(root, step);
            read_loads_of(e, step);
            if (const XmlElement control = e.child("Control")) {
                read_control(control, step);
            } else {
                error(e, "the step has no <Control>");
            }
            deck_.steps.push_back(std::move(step));
        }
    }
    const XmlElement control = root.child("Control");
    if (any_steps && control) unsupported(control, "<Control> beside steps");
    if (any_steps) return;
    if (!control) {
        error(root, "the model has neither <Control> nor a <Step>");
        return;
    }
    DeckStep step;
    step.name = "step 1";
    step.where = place(control);
    read_loads_of(root, step);
    read_control(control, step);
    deck_.steps.push_back(std::move(step));
}

void FebReader::read_control(XmlElement control, DeckStep& step) {
    // What is written, how a program solves.
    expect(control, {"analysis", "time_steps", "step_size", "solver", "time_stepper", "title", "plot_zero_state",
                     "plot_range", "plot_level", "plot_stride", "output_level", "output_stride", "adaptor_re_solve",
                     "integration", "optimize_bw"});
    if (const XmlElement analysis = control.child("analysis")) {
        const std::string_view type = analysis.attribute("type").value_or(trimmed(analysis.text()));
        const std::string kind = upper(type);
        if (kind != "STATIC" && kind != "0") unsupported(analysis, fmt::format("an analysis of type {}", quote(type)));
    }
    const double steps = constant(control, "time_steps").value_or(1.0);
    const double size = constant(control, "step_size").value_or(1.0);
    if (!(steps > 0.0) || !(size > 0.0) || !(steps * size < 1e12)) {
        error(control, fmt::format("{:g} time steps of {:g} s: both must be positive", steps, size));
        return;
    }
    step.period = steps * size;
    step.first_increment = size;
    step.nonlinear = true;
    step.new_boundaries = step.new_forces = step.new_pressures = true;
}

void FebReader::read_loads_of(XmlElement outer, DeckStep& step) {
    for (XmlElement section = outer.first(); section; section = section.next()) {
        if (section.name() == "Boundary") {
            read_boundary(section, step);
        } else if (section.name() == "Rigid") {
            read_rigid(section, step);
        } else if (section.name() == "Loads") {
            read_loads(section, step);
        } else if (section.name() == "Contact" || section.name() == "Constraints") {
            // Those of the whole model were named before.
            if (outer.name() == "step") refuse_filled(section);
        }
    }
}

void FebReader::hold(DeckStep& step, DeckBoundary boundary) {
    if (std::abs(boundary.value) > limits::deck_coordinate) {
        problems_.error(boundary.where, fmt::format("a displacement beyond {:g} mm", limits::deck_coordinate));
        return;
    }
    const auto name_of = [&](int node) { return std::to_string(mesh_.number_of_node(node)); };
    held_.add(boundary, name_of, problems_);
    step.boundaries.push_back(std::move(boundary));
}

void FebReader::read_boundary(XmlElement section, DeckStep& step) {
    for (XmlElement e = section.first(); e; e = e.next()) {
        const std::string_view type = e.attribute("type").value_or("");
        if (type == "rigid") continue;
        const bool fixed = type == "fix" || type == "zero displacement";
        const bool moved = type == "prescribe" || type == "prescribed displacement";
        if (e.name() != "bc" || (!fixed && !moved)) {
            unsupported(e, fmt::format("<{}> of type {} in <Boundary>", shown(e), quote(type)));
            continue;
        }
        const std::optional<std::string> name = required(e, "node_set");
        const std::vector<int>* nodes = name ? find_nodes(e, *name) : nullptr;
        if (nodes == nullptr || !spend_set_entries(nodes->size(), e)) continue;
        if (moved) {
            expect(e, {"dof", "scale", "value", "relative"});
            if (flag(e, "relative")) unsupported(e.child("relative"), "a displacement relative to the step before");
            const XmlElement dof = e.child("dof");
            const int component = dof ? component_of(trimmed(dof.text())) : -1;
            if (component < 0 || component > 2) {
                error(dof ? dof : e, "<dof> must be x, y or z");
                continue;
            }
            if (const auto value = scaled(e, e.child("scale") ? "scale" : "value"))
                hold(step, {place(e), *nodes, component, component, value->value, value->amplitude});
            continue;
        }
        expect(e, {"dofs", "x_dof", "y_dof", "z_dof", "u_dof", "v_dof", "w_dof"});
        std::array<bool, 3> held = {flag(e, "x_dof"), flag(e, "y_dof"), flag(e, "z_dof")};
        if (const XmlElement dofs = e.child("dofs")) {
            NumberText words(dofs.text(), dofs.text_line());
            while (const std::optional<std::string_view> word = words.next()) {
                const int component = component_of(*word);
                if (component < 0) error(dofs, fmt::format("{} is none of x, y, z", quote(*word)));
                // Nodes of solids do not turn.
                if (component >= 0 && component < 3) held[static_cast<std::size_t>(component)] = true;
            }
        }
        for (int c = 0; c < 3; ++c) {
            if (held[static_cast<std::size_t>(c)]) hold(step, {place(e), *nodes, c, c, 0.0, -1});
        }
    }
}

void FebReader::read_rigid_fixed(XmlElement condition, int reference, DeckStep& step) {
    for (XmlElement e = condition.first(); e; e = e.next()) {
        if (e.name() == "rb") continue;
        if (e.name() == "dofs") {
            NumberText words(e.text(), e.text_line());
            while (const std::optional<std::string_view> word = words.next()) {
                const int c = component_of(*word);
                if (c < 0) {
                    error(e, fmt::format("{} is none of Rx, Ry, Rz, Ru, Rv, Rw", quote(*word)));
                } else {
                    hold(step, {place(condition), {reference}, c, c, 0.0, -1});
                }
            }
            continue;
        }
        const bool is_flag = e.name().ends_with("_dof");
        const int c = is_flag ? component_of(e.name().substr(0, e.name().size() - 4)) : -1;
        if (c < 0) {
            unsupported(e, fmt::format("<{}> in <{}>", shown(e), condition.name()));
        } else if (flag(condition, e.name())) {
            hold(step, {place(condition), {reference}, c, c, 0.0, -1});
        }
    }
}

void FebReader::read_rigid(XmlElement section, DeckStep& step) {
    for (XmlElement e = section.first(); e; e = e.next()) {
        const std::string_view type = e.attribute("type").value_or("");
        const bool old = e.name() == "rigid_constraint";
        const bool is_bc = old || e.name() == "rigid_bc";
        const bool is_load = old || e.name() == "rigid_load";
        const bool fixed = is_bc && (type == "rigid_fixed" || (old && type == "fix"));
        const bool moves = is_bc && (type == "rigid_displacement" || (old && type == "prescribe"));
        const bool turns = is_bc && (type == "rigid_rotation" || (old && type == "prescribe"));
        const bool force = is_load && (type == "rigid_force" || (old && type == "force"));
        const bool moment = is_load && (type == "rigid_moment" || (old && type == "force"));
        if (!fixed && !moves && !turns && !force && !moment) {
            unsupported(e, fmt::format("<{}> of type {} in <Rigid>", shown(e), quote(type)));
            continue;
        }
        const int reference = reference_of(e);
        if (fixed) {
            if (reference >= 0) read_rigid_fixed(e, reference, step);
            continue;
        }
        expect(e, {"rb", "dof", "value", "relative", "load_type"});
        if (flag(e, "relative")) unsupported(e.child("relative"), "a value relative to the step before");
        if (flag(e, "load_type")) unsupported(e.child("load_type"), "a load that follows the body");
        const XmlElement dof = e.child("dof");
        const int component = dof ? component_of(trimmed(dof.text())) : -1;
        const bool straight = component >= 0 && component < 3;
        if (component < 0 || (straight ? !moves && !force : !turns && !moment)) {
            error(dof ? dof : e, fmt::format("<dof> must be one of {}", old              ? "Rx, Ry, Rz, Ru, Rv, Rw"
                                                                        : moves || force ? "x, y, z"
                                                                                         : "Ru, Rv, Rw"));
            continue;
        }
        const std::optional<Scaled> value = scaled(e, "value");
        if (!value || reference < 0) continue;
        if (moves || turns) {
            hold(step, {place(e), {reference}, component, component, value->value, value->amplitude});
        } else {
            step.forces.push_back({place(e), {reference}, component, value->value, value->amplitude});
        }
    }
}

void FebReader::read_loads(XmlElement section, DeckStep& step) {
    for (XmlElement e = section.first(); e; e = e.next()) {
        const std::string_view type = e.attribute("type").value_or("");
        if (e.name() == "surface_load" && type == "pressure") {
            read_surface_load(e, step);
        } else if (e.name() == "nodal_load" && (type == "nodal_load" || type == "nodal_force")) {
            read_nodal_load(e, step);
        } else {
            unsupported(e, fmt::format("<{}> of type {} in <Loads>", shown(e), quote(type)));
        }
    }
}

void FebReader::read_surface_load(XmlElement load, DeckStep& step) {
    expect(load, {"pressure", "linear", "symmetric_stiffness", "shell_bottom"});
    if (flag(load, "linear")) unsupported(load.child("linear"), "a pressure that does not follow the surface");
    if (flag(load, "shell_bottom")) unsupported(load.child("shell_bottom"), "the bottom of a shell");
    const std::optional<std::string> name = required(load, "surface");
    const std::optional<Scaled> value = scaled(load, "pressure");
    if (!name || !value) return;
    const auto found = sets_.surfaces.find(*name);
    if (found == sets_.surfaces.end()) {
        error(load, fmt::format("there is no surface {}", quote(*name)));
        return;
    }
    if (!spend_set_entries(sets_.surface_nodes[*name].size(), load)) return;
    step.pressures.push_back({place(load), found->second, value->value, value->amplitude});
}

void FebReader::read_nodal_load(XmlElement load, DeckStep& step) {
    expect(load, {"dof", "scale", "value", "relative", "shell_bottom"});
    const std::optional<std::string> name = required(load, "node_set");
    const std::vector<int>* nodes = name ? find_nodes(load, *name) : nullptr;
    if (nodes == nullptr || !spend_set_entries(3 * nodes->size(), load)) return;
    const XmlElement dof = load.child("dof");
    if (!dof && load.child("value")) {
        const XmlElement value = load.child("value");
        if (!is_plain(value)) return;
        const auto force = numbers(value, 3);
        const int amplitude = amplitude_of(value);
        for (int c = 0; force && c < 3; ++c) {
            if ((*force)[static_cast<std::size_t>(c)] != 0.0)
                step.forces.push_back({place(load), *nodes, c, (*force)[static_cast<std::size_t>(c)], amplitude});
        }
        return;
    }
    const int component = dof ? component_of(trimmed(dof.text())) : -1;
    if (component < 0 || component > 2) {
        error(dof ? dof : load, "<dof> must be x, y or z");
        return;
    }
    if (const auto value = scaled(load, load.child("scale") ? "scale" : "value"))
        step.forces.push_back({place(load), *nodes, component, value->value, value->amplitude});
}

}  // namespace spondyl
