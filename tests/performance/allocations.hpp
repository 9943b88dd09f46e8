// SPDX-License-Identifier: Apache-2.0
// How often this program has asked for memory. Linked into a program, allocations.cpp takes the place of the C
// library's malloc and its kin, which operator new and Eigen call.
#pragma once

namespace spondyl::test {

long allocations();

}  // namespace spondyl::test
