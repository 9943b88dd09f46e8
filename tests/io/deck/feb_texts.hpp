// SPDX-License-Identifier: Apache-2.0
// Small models in the format of FEBio, one piece a line or more.
#pragma once

#include <string>

#include "core/error.hpp"
#include "io/deck/read_feb.hpp"

namespace spondyl::test {

struct Feb {
    std::string version = "4.0";
    std::string materials =
        "<material id=\"1\" name=\"rubber\" type=\"Mooney-Rivlin\"><c1>0.2</c1><c2>0</c2><k>200</k></material>\n";
    std::string nodes =
        "<node id=\"1\">0,0,0</node>\n<node id=\"2\">1,0,0</node>\n<node id=\"3\">1,1,0</node>\n<node "
        "id=\"4\">0,1,0</node>\n"
        "<node id=\"5\">0,0,1</node>\n<node id=\"6\">1,0,1</node>\n<node id=\"7\">1,1,1</node>\n<node "
        "id=\"8\">0,1,1</node>\n";
    std::string elements =
        "<Elements type=\"hex8\" name=\"cube\">\n<elem id=\"1\">1,2,3,4,5,6,7,8</elem>\n</Elements>\n";
    std::string sets =
        "<NodeSet name=\"X0\">1,4,5,8</NodeSet>\n<NodeSet name=\"Y0\">1,2,5,6</NodeSet>\n<NodeSet "
        "name=\"Z0\">1,2,3,4</NodeSet>\n"
        "<NodeSet name=\"Z1\">5,6,\n7,8</NodeSet>\n"
        "<Surface name=\"top\"><quad4 id=\"1\">5,6,7,8</quad4></Surface>\n";
    std::string domains = "<SolidDomain name=\"cube\" mat=\"rubber\"/>\n";
    std::string boundary =
        "<bc type=\"zero displacement\" node_set=\"X0\"><x_dof>1</x_dof></bc>\n"
        "<bc type=\"zero displacement\" node_set=\"Y0\"><y_dof>1</y_dof></bc>\n"
        "<bc type=\"zero displacement\" node_set=\"Z0\"><z_dof>1</z_dof><x_dof>0</x_dof></bc>\n"
        "<bc type=\"prescribed displacement\" node_set=\"Z1\"><dof>z</dof><value "
        "lc=\"1\">0.2</value><relative>0</relative></bc>\n";
    std::string rest;  // further sections

    [[nodiscard]] std::string text() const {
        return "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<febio_spec version=\"" + version +
               "\">\n<Module type=\"solid\"/>\n<Control><analysis>STATIC</analysis><time_steps>2</time_steps>"
               "<step_size>0.5</step_size><solver "
               "type=\"solid\"><max_refs>9</max_refs></solver></Control>\n<Material>\n" +
               materials + "</Material>\n<Mesh>\n<Nodes name=\"all\">\n" + nodes + "</Nodes>\n" + elements + sets +
               "</Mesh>\n<MeshDomains>\n" + domains + "</MeshDomains>\n<Boundary>\n" + boundary + "</Boundary>\n" +
               rest +
               "<LoadData><load_controller id=\"1\" type=\"loadcurve\"><interpolate>LINEAR</interpolate><points>"
               "<pt>0,0</pt><pt>1,1</pt></points></load_controller></LoadData>\n"
               "<Output><plotfile type=\"febio\"><var type=\"displacement\"/></plotfile></Output>\n</febio_spec>\n";
    }
};

inline Deck read(const Feb& feb, bool allow_unsupported = false) {
    return read_feb_text(feb.text(), "cube.feb", {.allow_unsupported = allow_unsupported});
}

// The message of the refusal; empty if it is read.
inline std::string feb_refusal(const std::string& text, bool allow_unsupported = false) {
    try {
        read_feb_text(text, "cube.feb", {.allow_unsupported = allow_unsupported});
    } catch (const UserError& error) {
        return error.what();
    }
    return {};
}

}  // namespace spondyl::test
