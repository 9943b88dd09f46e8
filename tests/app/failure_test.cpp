// SPDX-License-Identifier: Apache-2.0
#include "app/failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <new>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/error.hpp"

namespace spondyl::app {

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Reported {
    int code = -1;
    std::string out;
    std::string err;
};

template <class Failure>
Reported reported(const Failure& failure, bool json = false) {
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    const int code = report_failure(std::make_exception_ptr(failure), json);
    const std::string out = ::testing::internal::GetCapturedStdout();
    return {code, out, ::testing::internal::GetCapturedStderr()};
}

TEST(Failure, each_kind_has_its_exit_code) {
    EXPECT_EQ(reported(UserError("a")).code, 2);
    EXPECT_EQ(reported(SolveError("a")).code, 3);
    EXPECT_EQ(reported(InternalError("a")).code, 70);
    EXPECT_EQ(reported(std::runtime_error("a")).code, 70);
    EXPECT_THAT(reported(InternalError("a")).err, HasSubstr("This is a bug in spondyl"));
}

TEST(Failure, too_little_memory_is_no_bug) {
    for (const Reported& one : {reported(std::bad_alloc()), reported(std::length_error("vector::_M_default_append"))}) {
        EXPECT_EQ(one.code, 3);
        EXPECT_THAT(one.err, AllOf(HasSubstr("Not enough memory: "), HasSubstr(" MiB were in use"),
                                   HasSubstr("Try a coarser mesh"), Not(HasSubstr("bug"))));
    }
    EXPECT_EQ(nlohmann::json::parse(reported(std::bad_alloc(), true).out).at("exit_code"), 3);
}

TEST(Failure, what_the_system_refuses_is_no_bug) {
    const std::filesystem::filesystem_error error("status", "a/b", std::make_error_code(std::errc::permission_denied));
    EXPECT_EQ(reported(error).code, 2);
    EXPECT_EQ(reported(error).err, "a/b: Permission denied\n");
}

TEST(Failure, messages_may_hold_any_bytes) {
    const Reported one = reported(UserError("a\xff\x1b[2J\nb"), true);
    EXPECT_EQ(one.err, "a\\xff\\x1b[2J\nb\n");
    EXPECT_EQ(nlohmann::json::parse(one.out).at("error"), "a\uFFFD\x1b[2J\nb");
}

}  // namespace

}  // namespace spondyl::app
