// SPDX-License-Identifier: Apache-2.0
#include "io/results/opensim_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spondyl {
namespace {

Result two_states() {
    Result result;
    for (const double time : {0.0, 1.0}) {
        ResultState& state = result.states.emplace_back();
        state.time = time;
        DiscMeasures& disc = state.discs.emplace_back();
        disc.disc = Disc::L4_L5;
        disc.flexion_deg = 3.0 * time;
        disc.axial_rotation_deg = 0.5 * time;
        disc.compression_N = 500.0 * time;
        disc.shear_anterior_N = 40.0 * time;
        disc.moment_flexion_Nm = 2.5 * time;
        disc.segment_compression_N = 600.0 * time;
    }
    return result;
}

TEST(OpensimText, loads_press_down_and_flexion_turns_about_minus_z) {
    EXPECT_EQ(joint_loads_sto(two_states()),
              "disc loads\nversion=1\nnRows=2\nnColumns=8\ninDegrees=no\nendheader\n"
              "time\tL4_L5_on_L5_in_disc_fx\tL4_L5_on_L5_in_disc_fy\tL4_L5_on_L5_in_disc_fz\tL4_L5_on_L5_in_disc_mx\t"
              "L4_L5_on_L5_in_disc_my\tL4_L5_on_L5_in_disc_mz\tL4_L5_segment_fy\n"
              "0\t0\t0\t0\t0\t0\t0\t0\n1\t40\t-500\t0\t0\t0\t-2.5\t-600\n");
}

TEST(OpensimText, angles_are_in_degrees) {
    EXPECT_EQ(joint_angles_mot(two_states()),
              "disc angles\nversion=1\nnRows=2\nnColumns=4\ninDegrees=yes\nendheader\n"
              "time\tL4_L5_FE\tL4_L5_LB\tL4_L5_AR\n0\t0\t0\t0\n1\t-3\t0\t0.5\n");
}

}  // namespace
}  // namespace spondyl
