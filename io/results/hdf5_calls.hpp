// SPDX-License-Identifier: Apache-2.0
// Small steps with the HDF5 C library that its readers and writers here share. For the sources of hdf5.hpp alone.
#pragma once

#include "io/results/hdf5.hpp"

namespace spondyl::hdf5 {

// Throws Error with the reason of the library if `status` is negative.
void check(herr_t status, std::string_view what);

// Exceptions carry the message; the library would print its stack to stderr as well. It also looks for no filters in
// folders of the system: those used here are part of it.
void set_up_library();

Handle simple_space(const Shape& shape);

// Numbers as they lie in files, little endian on any machine, and in memory.
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
