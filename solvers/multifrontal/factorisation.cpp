// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/factorisation.hpp"

#include <omp.h>

#include <algorithm>
#include <atomic>
#include <new>

#include "solvers/multifrontal/blas.hpp"
#include "solvers/multifrontal/contribution.hpp"

namespace spondyl::multifrontal {

namespace {

bool is_large(const Front& front) {
    return front.operations() > large_front;
}

// Does something for all rows, columns or tiles of a range, in portions: those of a large front are tasks that threads
// share, others follow each other.
template <class Body>
void in_portions(bool large, Range all, int portion, const Body& body) {
    if (!large) {
        for (int i = all.begin; i < all.end; i += portion) body(Range{i, std::min(i + portion, all.end)});
        return;
    }
    const int count = (all.end - all.begin + portion - 1) / portion;
#pragma omp taskloop grainsize(1) default(shared)
    for (int i = 0; i < count; ++i) {
        body(Range{all.begin + i * portion, std::min(all.begin + (i + 1) * portion, all.end)});
    }
}

// The rows of L below the diagonal block of a panel. The largest term that their elimination subtracts. `of_portion` is
// room for what the portions of a large front find at the same time; others need none.
double finish_rows_below(const FrontColumns& columns, Range panel, bool large, std::vector<double>& of_portion) {
    const int rows = columns.rows - panel.end;
    if (large) of_portion.assign(static_cast<std::size_t>((rows + row_portion - 1) / row_portion), 0.0);
    double of_all = 0.0;
    in_portions(large, {panel.end, columns.rows}, row_portion, [&](Range portion) {
        double& most = large ? of_portion[(portion.begin - panel.end) / row_portion] : of_all;
        most = std::max(most, finish_rows(columns, panel.begin, panel.end, portion.begin, portion.end).growth);
    });
    for (const double growth : of_portion) of_all = std::max(of_all, growth);
    return of_all;
}

}  // namespace

Factorisation::Factorisation(const Symbolic& symbolic)
    : symbolic_(symbolic),
      tasks_(symbolic),
      scale_(static_cast<std::size_t>(symbolic.size)),
      work_(symbolic.work_size),
      contribution_(symbolic.fronts.size()),
      idle_(symbolic.fronts.size()),
      diagonal_(scale_.size()),
      subdiagonal_(scale_.size()),
      swapped_(scale_.size()) {
    factors_.resize(symbolic.factor_size);
}

FrontColumns Factorisation::columns_of(const Front& front, double* work) {
    return {.a = factors_.data() + front.factor,
            .rows = front.rows,
            .pivots = front.pivots,
            .diagonal = diagonal_.data() + front.first,
            .subdiagonal = subdiagonal_.data() + front.first,
            .swapped = swapped_.data() + front.first,
            .scratch = work == nullptr ? nullptr : work + front.scratch};
}

Pivots Factorisation::factor(const SymmetricMatrix& matrix, const std::vector<double>& scale) {
    for (int p = 0; p < symbolic_.size; ++p) scale_[p] = scale[symbolic_.equation[p]];
    std::vector<Pivots> pivots(symbolic_.units.size());
    std::atomic<bool> out_of_memory = false;
    tasks_.children_first(worth_threads(symbolic_.operations), [&](const Unit& unit) {
        if (out_of_memory) return;
        try {
            factor_unit(unit, matrix, pivots[&unit - symbolic_.units.data()]);
        } catch (const std::bad_alloc&) {
            out_of_memory = true;
        }
    });
    if (out_of_memory) {
        work_.give_back_all();
        throw std::bad_alloc();
    }
    Pivots all;
    for (const Pivots& p : pivots) all.add(p);
    return all;
}

void Factorisation::factor_unit(const Unit& unit, const SymmetricMatrix& matrix, Pivots& pivots) {
    const Front& last = symbolic_.fronts[unit.last];
    contribution_[unit.last] = work_.take(ContributionLayout{last.contribution_rows()}.size());
    double* const work = work_.take(unit.work);
    for (int f = unit.first; f <= unit.last; ++f) {
        if (f < unit.last) contribution_[f] = work + symbolic_.fronts[f].contribution;
        pivots.add(factor_front(f, work, matrix));
    }
    work_.give_back(work);
    // Children of other units keep theirs elsewhere.
    for (int c = last.first_child; c < symbolic_.fronts[unit.last + 1].first_child; ++c) {
        if (symbolic_.children[c] < unit.first) work_.give_back(contribution_[symbolic_.children[c]]);
    }
    if (unit.parent < 0) work_.give_back(contribution_[unit.last]);
}

// Adds what children pass on to these columns of the front, child by child.
void Factorisation::assemble_columns(int f, Range columns) const {
    const Front& front = symbolic_.fronts[f];
    const ContributionLayout layout{front.contribution_rows()};
    double* const pivot_columns = factors_.data() + front.factor;
    double* const contribution = contribution_[f];
    for (int c = front.first_child; c < symbolic_.fronts[f + 1].first_child; ++c) {
        const Front& child = symbolic_.fronts[symbolic_.children[c]];
        const int rows = child.contribution_rows();
        const int* const place = symbolic_.place.data() + child.place_list;
        const ContributionLayout from{rows};
        const auto begin = static_cast<int>(std::lower_bound(place, place + rows, columns.begin) - place);
        for (int j = begin; j < rows && place[j] < columns.end; ++j) {
            const int column = place[j];
            double* const to = column < front.pivots
                                   ? pivot_columns + static_cast<std::size_t>(column) * front.rows
                                   : layout.column(contribution, column - front.pivots) - front.pivots;
            const double* const source = from.column(contribution_[symbolic_.children[c]], j);
            for (int i = j; i < rows; ++i) to[place[i]] += source[i];
        }
    }
}

// Subtracts what a panel eliminates from some rows of a strip of the front that comes after it. Rows that meet the
// diagonal are done in steps, to spend little above it.
void Factorisation::update_tile(const FrontColumns& columns, int f, Range eliminated, const Tile& tile) {
    const Front& front = symbolic_.fronts[f];
    const auto ld = static_cast<std::size_t>(front.rows);
    const double* const ld_columns = columns.scratch;
    const double* const l_columns = columns.a + eliminated.begin * ld;
    const bool pivots = tile.columns.begin < front.pivots;
    const ContributionLayout layout{front.contribution_rows()};
    const int ld_target = pivots ? front.rows : front.rows - tile.columns.begin;
    double* const target =
        pivots ? columns.a + tile.columns.begin * ld
               : contribution_[f] + layout.offset(tile.columns.begin - front.pivots) - tile.columns.begin;
    // The first panel finds no numbers in a contribution yet.
    const double beta = !pivots && eliminated.begin == 0 ? 0.0 : 1.0;
    const bool diagonal = tile.rows.begin == tile.columns.begin;
    const int step = diagonal ? diagonal_step : tile.columns.end - tile.columns.begin;
    for (int c = tile.columns.begin; c < tile.columns.end; c += step) {
        const int width = std::min(step, tile.columns.end - c);
        const int first_row = diagonal ? c : tile.rows.begin;
        subtract_product(tile.rows.end - first_row, width, eliminated.end - eliminated.begin, ld_columns + first_row,
                         front.rows, l_columns + c, front.rows, beta,
                         target + static_cast<std::ptrdiff_t>(c - tile.columns.begin) * ld_target + first_row,
                         ld_target);
    }
}

// Zeros, then the entries of the matrix, then what the children pass on.
void Factorisation::start_pivot_columns(int f, const FrontColumns& columns, const SymmetricMatrix& matrix) const {
    const Front& front = symbolic_.fronts[f];
    const bool large = is_large(front);
    const int portion = large ? column_portion : front.pivots;
    in_portions(large, {0, front.pivots}, portion, [&](Range range) {
        std::fill(columns.a + static_cast<std::size_t>(range.begin) * front.rows,
                  columns.a + static_cast<std::size_t>(range.end) * front.rows, 0.0);
    });
    const std::size_t last_entry = symbolic_.fronts[f + 1].first_entry;
    for (std::size_t e = front.first_entry; e < last_entry; ++e) {
        const std::uint32_t target = symbolic_.target[e];
        const int column = static_cast<int>(target / static_cast<std::uint32_t>(front.rows));
        const int row = static_cast<int>(target % static_cast<std::uint32_t>(front.rows));
        columns.a[target] = matrix.value[symbolic_.entry[e]] * scale_[front.first + column] *
                            scale_[symbolic_.rows[front.row_list + row]];
    }
    in_portions(large, {0, front.pivots}, portion, [&](Range range) { assemble_columns(f, range); });
}

// Subtracts what a panel eliminates from all columns of the front that come after it. The tiles of a large front are
// collected in `tiles` first, so that they are shared among threads all at once.
void Factorisation::update_behind_panel(int f, const FrontColumns& columns, Range panel, std::vector<Tile>& tiles) {
    const Front& front = symbolic_.fronts[f];
    const bool large = is_large(front);
    tiles.clear();
    const auto update = [&](const Tile& tile) {
        if (large) {
            tiles.push_back(tile);
        } else {
            update_tile(columns, f, panel, tile);
        }
    };
    const auto update_strips = [&](int from, int to, int width) {
        for (int c = from; c < to; c += width) {
            const int next = std::min(c + width, to);
            update({{c, next}, {c, next}});
            const int height = large ? tile_rows : front.rows;
            for (int r = next; r < front.rows; r += height) {
                update({{r, std::min(r + height, front.rows)}, {c, next}});
            }
        }
    };
    update_strips(panel.end, front.pivots, pivot_strip);
    update_strips(front.pivots, front.rows, ContributionLayout{front.contribution_rows()}.width());
    in_portions(large, {0, static_cast<int>(tiles.size())}, 1,
                [&](Range range) { update_tile(columns, f, panel, tiles[range.begin]); });
}

Pivots Factorisation::factor_front(int f, double* work, const SymmetricMatrix& matrix) {
    const Front& front = symbolic_.fronts[f];
    const FrontColumns columns = columns_of(front, work);
    start_pivot_columns(f, columns, matrix);
    Pivots pivots;
    std::vector<double> growth;  // the room of a large front, allocated once for all of its panels
    std::vector<Tile> tiles;
    for (int begin = 0; begin < front.pivots; begin += panel_columns) {
        const Range panel{begin, std::min(begin + panel_columns, front.pivots)};
        pivots.add(factor_diagonal_block(columns, panel.begin, panel.end));
        if (panel.end == front.rows) break;
        pivots.growth = std::max(pivots.growth, finish_rows_below(columns, panel, is_large(front), growth));
        update_behind_panel(f, columns, panel, tiles);
    }
    in_portions(is_large(front), {front.pivots, front.rows}, is_large(front) ? column_portion : front.rows,
                [&](Range range) { assemble_columns(f, range); });
    return pivots;
}

bool Factorisation::worth_threads(double operations) const {
    constexpr double smallest = 5e6;  // about a tenth of a millisecond
    return operations > smallest && symbolic_.units.size() > 1 && omp_get_max_threads() > 1;
}

}  // namespace spondyl::multifrontal
