// SPDX-License-Identifier: Apache-2.0
#include "core/text/printable.hpp"

#include <gtest/gtest.h>

namespace spondyl {

namespace {

TEST(Printable, leaves_letters_of_all_languages_alone) {
    for (const char* text :
         {"", "L4-L5, 7.5 N m", "\u00e4 \u00b0 \u00b7", "\u8170\u690e", "\U0001F600", "\u05d2\u05d1"}) {
        EXPECT_EQ(printable(text), text);
        EXPECT_EQ(printable_lines(text), text);
        EXPECT_FALSE(find_hidden(text)) << text;
    }
}

TEST(Printable, writes_out_what_a_terminal_would_obey) {
    EXPECT_EQ(printable("a\x1b[2Jb\a\x7f"), "a\\x1b[2Jb\\x07\\x7f");
    EXPECT_EQ(printable("two\nlines\tand\r"), "two\\nlines\\tand\\r");
    EXPECT_EQ(printable(std::string("a\0b", 3)), "a\\x00b");
    EXPECT_EQ(printable("\u009b31m"), "\\u009b31m");  // C1: starts a sequence as ESC [ does
    EXPECT_EQ(printable("\u202egnp.exe \u2066x\u2069"), "\\u202egnp.exe \\u2066x\\u2069");
    EXPECT_EQ(printable("\u2028\u2029"), "\\u2028\\u2029");
}

TEST(Printable, writes_out_bytes_that_are_no_utf8) {
    EXPECT_EQ(printable("\xff"), "\\xff");
    EXPECT_EQ(printable("a\x9b"
                        "b"),
              "a\\x9b"
              "b");                                                    // a continuation without a start
    EXPECT_EQ(printable("\xc0\xaf"), "\\xc0\\xaf");                    // overlong
    EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");           // a surrogate
    EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // above U+10FFFF
    EXPECT_EQ(printable("\xe2\x82"), "\\xe2\\x82");                    // cut off
}

TEST(Printable, lines_keep_line_breaks_and_tabs_alone) {
    EXPECT_EQ(printable_lines("a\n\tb\r\n\x1b"), "a\n\tb\\r\n\\x1b");
}

TEST(Printable, json_stays_the_same_json) {
    EXPECT_EQ(printable_json("{\n  \"a\": \"\u009b\u202e\u00b0\x7f\"\n}"),
              "{\n  \"a\": \"\\u009b\\u202e\u00b0\\u007f\"\n}");
}

TEST(Printable, characters_are_counted_not_bytes) {
    EXPECT_EQ(count_characters("7\u00b0"), 2U);
}

}  // namespace

}  // namespace spondyl
