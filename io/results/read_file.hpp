// SPDX-License-Identifier: Apache-2.0
// Opening of result files and conversion of their errors. Used by the readers of results alone.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <new>

#include "core/error.hpp"
#include "io/results/check_fields.hpp"
#include "io/results/hdf5.hpp"

namespace spondyl {

// Results of the spine have a table of discs, others have none.
inline bool holds_spine(const hdf5::Group& root) {
    return root.has("summary");
}

// Result of `read` for the root group. UserError if the file is missing or breaks a rule.
template <class Read>
auto read_result_file(const std::filesystem::path& path, const Read& read) {
    if (!std::filesystem::exists(path)) throw UserError(fmt::format("there is no file {}", path.string()));
    const auto refuse = [&](const std::string& why) {
        return UserError(fmt::format("{} is not a result of spondyl run: {}", path.string(), why));
    };
    try {
        const hdf5::File file = hdf5::File::open(path);
        return read(file.root());
    } catch (const hdf5::Error& error) {
        throw refuse(error.what());
    } catch (const BrokenRule& broken) {
        throw refuse(broken.what());
    } catch (const std::bad_alloc&) {
        throw UserError(fmt::format("there is not enough memory to read {}", path.string()));
    }
}

}  // namespace spondyl
