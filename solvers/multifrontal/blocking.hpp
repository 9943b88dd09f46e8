// SPDX-License-Identifier: Apache-2.0
// How fronts are divided into BLAS calls and tasks. The division is the same for any number of threads, as sums depend
// on it.
#pragma once

namespace spondyl::multifrontal {

// Columns of a front that are eliminated between two updates of the rest.
constexpr int panel_columns = 192;
// Diagonal blocks within which pivots are chosen.
constexpr int pivot_block = 32;
// Step along the diagonal in an update, small so that little is computed above the diagonal.
constexpr int diagonal_step = 32;

// Strips of columns in which the columns that are eliminated later are updated.
constexpr int pivot_strip = 128;

// A front with more operations is shared out among threads,
constexpr double large_front = 2e7;
// its columns, as they are filled, in portions of
constexpr int column_portion = 64;
// its rows below a panel in portions of
constexpr int row_portion = 256;
// and the update of the rest in tiles of a strip's width and
constexpr int tile_rows = 512;

// Rows, columns or tiles from `begin` up to, not including, `end`.
struct Range {
    int begin;
    int end;
};

struct Tile {
    Range rows;
    Range columns;
};

}  // namespace spondyl::multifrontal
