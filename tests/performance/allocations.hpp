// SPDX-License-Identifier: Apache-2.0
// Number of memory allocations of this program. Linked into a program, allocations.cpp replaces malloc and related
// functions of the C library, which operator new and Eigen call.
#pragma once

namespace spondyl::test {

long allocations();

}  // namespace spondyl::test
