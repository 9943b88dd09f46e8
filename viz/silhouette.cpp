// SPDX-License-Identifier: Apache-2.0
#include "viz/silhouette.hpp"

#include <vtkIdList.h>
#include <vtkMapper.h>
#include <vtkNew.h>
#include <vtkPolyData.h>

#include <algorithm>
#include <cmath>

namespace spondyl::viz {

Silhouette::Silhouette(const Scene& scene, const std::function<Pixel(const Vec3&)>& place, double low, double high,
                       double row_height)
    : low_(low),
      row_height_(row_height),
      rows_(static_cast<std::size_t>(std::max(1.0, std::ceil((high - low) / row_height))), {1e30, -1e30}) {
    vtkNew<vtkIdList> ids;
    for (const auto& actor : scene.actors) {
        auto* data = vtkPolyData::SafeDownCast(actor->GetMapper()->GetInputAsDataSet());
        if (data == nullptr) continue;
        for (vtkIdType c = 0; c < data->GetNumberOfCells(); ++c) {
            data->GetCellPoints(c, ids);
            Pixel least = Pixel::Constant(1e30), most = Pixel::Constant(-1e30);
            for (vtkIdType k = 0; k < ids->GetNumberOfIds(); ++k) {
                const Pixel point = place(Vec3(data->GetPoint(ids->GetId(k))));
                least = least.cwiseMin(point);
                most = most.cwiseMax(point);
            }
            include(least, most);
        }
    }
}

void Silhouette::include(const Pixel& low, const Pixel& high) {
    for (std::size_t r = row(low.y()); r <= row(high.y()); ++r) {
        rows_[r].first = std::min(rows_[r].first, low.x());
        rows_[r].second = std::max(rows_[r].second, high.x());
    }
}

std::pair<double, double> Silhouette::span(double low, double high) const {
    std::pair<double, double> found = {1e30, -1e30};
    for (std::size_t r = row(low); r <= row(high); ++r) {
        found.first = std::min(found.first, rows_[r].first);
        found.second = std::max(found.second, rows_[r].second);
    }
    return found;
}

// The first or last row for heights outside.
std::size_t Silhouette::row(double y) const {
    const double index = std::floor((y - low_) / row_height_);
    return static_cast<std::size_t>(std::clamp(index, 0.0, static_cast<double>(rows_.size() - 1)));
}

}  // namespace spondyl::viz
