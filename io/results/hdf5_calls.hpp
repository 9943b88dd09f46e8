// SPDX-License-Identifier: Apache-2.0
// Helpers for calls of the HDF5 C library that readers and writers share. For the sources of hdf5.hpp alone.
#pragma once

#include "io/results/hdf5.hpp"

namespace spondyl::hdf5 {

// Throws Error with the reason of the library if `status` is negative.
void check(herr_t status, std::string_view what);

// Errors are reported by exceptions, so the library's own output to stderr is switched off. It also searches no system
// folders for filters: those used here are part of it.
void set_up_library();

Handle simple_space(const Shape& shape);

// Types of numbers in files, little endian on any machine, and in memory.
template <class T>
hid_t file_type();
template <class T>
hid_t memory_type();  // NOLINT(readability-redundant-declaration): declared once
template <>
hid_t file_type<double>();
template <>
hid_t file_type<std::int32_t>();
template <>
hid_t file_type<std::int64_t>();
template <>
hid_t file_type<std::uint8_t>();
template <>
hid_t memory_type<double>();
template <>
hid_t memory_type<std::int32_t>();
template <>
hid_t memory_type<std::int64_t>();
template <>
hid_t memory_type<std::uint8_t>();

}  // namespace spondyl::hdf5
