// SPDX-License-Identifier: Apache-2.0
// The examples of docs/sweeps.md run as they stand, and all ways give the same tables.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "studies/child_processes.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

const std::string sweep_examples = SPONDYL_SOURCE_DIR "/docs/examples/sweep";

class SweepExamples : public ::testing::Test {
  protected:
    SweepExamples() {
        setenv("SPONDYL", SPONDYL_PROGRAM, 1);
        setenv("HOME", folder_.path().c_str(), 1);  // where the tools keep their notes
    }

    void run(const std::vector<std::string>& arguments) const {
        const fs::path log = folder_.path() / "log";
        int code = -1;
        run_children({{arguments, log}}, 1, [&](const ChildEnd& end) { code = end.code; });
        EXPECT_EQ(code, 0) << test::read_text(log);
    }

    // The table of the study by the plain commands.
    [[nodiscard]] std::string plain_table() const {
        const std::string sweep = (folder_.path() / "plain").string();
        run({SPONDYL_PROGRAM, "sweep", "plan", sweep_examples + "/study.toml", "-o", sweep});
        run({SPONDYL_PROGRAM, "sweep", "run", sweep, "--jobs", "2"});
        run({SPONDYL_PROGRAM, "sweep", "collect", sweep});
        return test::read_text(fs::path(sweep) / "sweep.csv");
    }

    test::ScratchFolder folder_;
};

TEST_F(SweepExamples, parallel_slurm_and_snakemake_give_the_table_of_the_plain_commands) {
    const std::string expected = plain_table();
    const std::string parallel = (folder_.path() / "parallel").string();
    run({"/bin/sh", sweep_examples + "/parallel.sh", sweep_examples + "/study.toml", parallel, "3"});
    EXPECT_EQ(test::read_text(fs::path(parallel) / "sweep.csv"), expected);

    const std::string slurm = (folder_.path() / "slurm").string();
    run({SPONDYL_PROGRAM, "sweep", "plan", sweep_examples + "/study.toml", "-o", slurm});
    setenv("SLURM_ARRAY_TASK_COUNT", "2", 1);
    setenv("SLURM_CPUS_PER_TASK", "2", 1);
    for (const char* task : {"1", "2"}) {
        setenv("SLURM_ARRAY_TASK_ID", task, 1);
        run({"/bin/sh", sweep_examples + "/slurm.sh", slurm});
    }
    run({SPONDYL_PROGRAM, "sweep", "collect", slurm});
    EXPECT_EQ(test::read_text(fs::path(slurm) / "sweep.csv"), expected);

    const std::string snakemake = (folder_.path() / "snakemake").string();
    run({"/usr/bin/env", "snakemake", "--snakefile", sweep_examples + "/Snakefile", "--directory",
         folder_.path().string(), "--cores", "2", "--nolock", "--config", "study=" + sweep_examples + "/study.toml",
         "sweep=" + snakemake, "shares=3", std::string("spondyl=") + SPONDYL_PROGRAM});
    EXPECT_EQ(test::read_text(fs::path(snakemake) / "sweep.csv"), expected);
}

// Names go from hand to hand between shells: none may take one apart.
TEST_F(SweepExamples, names_with_blanks_and_signs_are_names) {
    const fs::path study = folder_.path() / "my study; touch pwned.toml";
    fs::copy_file(sweep_examples + "/disc.toml", folder_.path() / "disc.toml");
    std::string text = test::read_text(sweep_examples + "/study.toml");
    text.replace(text.find("count = 8"), 9, "count = 1");
    folder_.write(study.filename().string(), text);
    const std::string odd = "re s; touch pwned #'\"$(touch pwned)";
    const fs::path before = fs::current_path();
    fs::current_path(folder_.path());  // where a command among the names would leave its file
    const std::string parallel = odd + " {} {.} parallel";
    run({"/bin/sh", sweep_examples + "/parallel.sh", study.string(), parallel, "2"});
    EXPECT_TRUE(fs::exists(folder_.path() / parallel / "sweep.csv"));

    const std::string slurm = odd + " slurm";
    run({SPONDYL_PROGRAM, "sweep", "plan", study.string(), "-o", slurm});
    setenv("SLURM_ARRAY_TASK_COUNT", "1", 1);
    setenv("SLURM_CPUS_PER_TASK", "1", 1);
    setenv("SLURM_ARRAY_TASK_ID", "1", 1);
    run({"/bin/sh", sweep_examples + "/slurm.sh", slurm});
    run({SPONDYL_PROGRAM, "sweep", "collect", slurm});

    const std::string snakemake = "re s; touch pwned & '\"$(touch pwned) snakemake";  // a # would end it: it reads YAML
    run({"/usr/bin/env", "snakemake", "--snakefile", sweep_examples + "/Snakefile", "--directory",
         folder_.path().string(), "--cores", "1", "--nolock", "--config", "study=" + study.string(),
         "sweep=" + snakemake, "shares=1", std::string("spondyl=") + SPONDYL_PROGRAM});
    EXPECT_TRUE(fs::exists(folder_.path() / snakemake / "sweep.csv"));
    EXPECT_FALSE(fs::exists(folder_.path() / "pwned"));
    fs::current_path(before);
}

TEST_F(SweepExamples, the_lifting_study_can_be_planned) {
    const fs::path sweep = folder_.path() / "lifting";
    run({SPONDYL_PROGRAM, "sweep", "plan", sweep_examples + "/lifting.toml", "-o", sweep.string()});
    EXPECT_TRUE(fs::exists(sweep / "scenarios" / "768.toml"));
    EXPECT_FALSE(fs::exists(sweep / "scenarios" / "769.toml"));
}

}  // namespace

}  // namespace spondyl
