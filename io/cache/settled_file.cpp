// SPDX-License-Identifier: Apache-2.0
#include "io/cache/settled_file.hpp"

#include <new>
#include <system_error>

#include "io/results/check_fields.hpp"
#include "io/results/field_groups.hpp"
#include "io/results/hdf5.hpp"
#include "io/results/state_group.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using hdf5::Group;

constexpr const char* kind = "settled spine, layout 1";
constexpr std::uintmax_t largest_file = std::uintmax_t{256} << 20U;

// Result of `read` for the root group; none if it fails.
template <class Read>
auto try_to_read(const fs::path& path, const Read& read) -> std::optional<decltype(read(std::declval<Group>()))> {
    std::error_code error;
    if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > largest_file || error) return std::nullopt;
    try {
        const hdf5::File file = hdf5::File::open(path);
        const Group root = file.root();
        if (root.read_text("kind") != kind) return std::nullopt;
        return read(root);
    } catch (const hdf5::Error&) {
    } catch (const BrokenRule&) {
    } catch (const std::bad_alloc&) {
    }
    return std::nullopt;
}

}  // namespace

void write_settled(const SettledSpine& spine, const std::string& key, const std::string& about, const fs::path& path) {
    hdf5::write_file(path, [&](Group& root) {
        root.write_text("kind", kind);
        root.write_text("key", key);
        root.write_text("about", about);
        write_state(root.create_group("undamaged"), spine.undamaged);
        if (spine.injured) write_state(root.create_group("injured"), *spine.injured);
        if (spine.factored_at) write_state(root.create_group("factored_at"), *spine.factored_at);
        write_history(root, spine.history);
    });
}

std::optional<SettledSpine> read_settled(const fs::path& path, const std::string& key) {
    const auto read = [&](const Group& root) {
        if (root.read_text("key") != key) throw hdf5::Error("it has another key");
        SettledSpine spine{.undamaged = read_state(root.group("undamaged")),
                           .injured = read_optional_state(root, "injured"),
                           .factored_at = read_optional_state(root, "factored_at"),
                           .history = read_history(root)};
        check_history(spine.history);
        return spine;
    };
    return try_to_read(path, read);
}

std::string read_about(const fs::path& path) {
    return try_to_read(path, [](const Group& root) { return root.read_text("about"); }).value_or("");
}

}  // namespace spondyl
