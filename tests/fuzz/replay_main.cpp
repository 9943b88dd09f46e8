// SPDX-License-Identifier: Apache-2.0

// Main program of a fuzz target without libFuzzer: gives every file of the corpus to the target once, and each of them
// cut off at several lengths and with single bytes changed, always the same ones. Any compiler can so repeat what
// fuzzing has found, and every build tests it.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

// NOLINTNEXTLINE(readability-redundant-declaration): defined by the target that this is linked with
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void try_input(const Bytes& bytes) {
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

void try_variations(const Bytes& original) {
    constexpr int cuts = 8;
    for (int i = 1; i < cuts; ++i) {
        const auto length = static_cast<std::ptrdiff_t>(original.size() * static_cast<std::size_t>(i) / cuts);
        try_input(Bytes(original.begin(), original.begin() + length));
    }
    std::mt19937 random(1);
    constexpr int changes = 32;
    for (int i = 0; i < changes && !original.empty(); ++i) {
        Bytes changed = original;
        changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
        try_input(changed);
    }
}

}  // namespace

int main(int argc, char** argv) {
    int files = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
            if (!entry.is_regular_file()) continue;
            const Bytes bytes = bytes_of(entry.path());
            std::printf("%s\n", entry.path().c_str());
            std::fflush(stdout);  // names the input that ends the program
            try_input(bytes);
            try_variations(bytes);
            ++files;
        }
    }
    if (files == 0) {
        std::fprintf(stderr, "no input: give folders with files\n");
        return 1;
    }
    return 0;
}
