// SPDX-License-Identifier: Apache-2.0
// What a user sees of result files from strangers: a message and exit code 2 from every command that opens one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/app/subprocess.hpp"
#include "tests/io/hostile_results.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

void expect_refused(const fs::path& file, const fs::path& scratch, const std::string& what) {
    const std::string pictures = (scratch / "pictures").string(), exported = (scratch / "exported").string();
    for (const std::vector<std::string>& command : {std::vector<std::string>{"info", file.string()},
                                                    {"render", file.string(), "-o", pictures},
                                                    {"export", file.string(), "-o", exported}}) {
        const test::Finished finished = test::spondyl(command);
        EXPECT_EQ(finished.code, 2) << command.front() << " " << what << ": " << finished.err;
        EXPECT_THAT(finished.err, HasSubstr("is not a result of spondyl run: ")) << command.front() << " " << what;
        EXPECT_THAT(finished.out, IsEmpty()) << command.front() << " " << what;
        // The first line of /etc/passwd, which some of the files point to.
        EXPECT_THAT(finished.err, Not(HasSubstr("root:"))) << command.front() << " " << what;
    }
    EXPECT_FALSE(fs::exists(pictures) && !fs::is_empty(pictures)) << what;
    EXPECT_FALSE(fs::exists(exported) && !fs::is_empty(exported)) << what;
}

TEST(HostileResultCommands, every_changed_result_is_refused) {
    const test::ScratchFolder folder;
    for (const test::HostileResult& hostile : test::hostile_results()) {
        const fs::path file = folder.path() / "a.vtkhdf";
        test::write_hostile_result(hostile, file);
        expect_refused(file, folder.path(), hostile.name);
    }
}

TEST(HostileResultCommands, files_of_an_earlier_attack_are_refused) {
    const test::ScratchFolder folder;
    for (const auto& entry : fs::directory_iterator(fs::path(SPONDYL_SOURCE_DIR) / "tests/fuzz/corpus/result")) {
        if (entry.path().filename().string().starts_with("attack_"))
            expect_refused(entry.path(), folder.path(), entry.path().string());
    }
}

}  // namespace

}  // namespace spondyl
