// SPDX-License-Identifier: Apache-2.0
// The equations of a scenario: mesh, tissues, rigid bodies, supports and loads as terms of one System. Does not change
// during a solve; the numbers that do are a State.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/system/system.hpp"
#include "core/terms/cavity.hpp"
#include "core/terms/elastic_support.hpp"
#include "core/terms/facet_contact.hpp"
#include "core/terms/fascicles.hpp"
#include "core/terms/muscle_paths.hpp"
#include "core/terms/solid_block.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/geometry/spine_cell.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "models/muscles/muscle_set.hpp"
#include "models/scenario/scenario.hpp"
#include "models/tissue/ligament_set.hpp"
#include "models/tissue/tissue_set.hpp"

namespace spondyl {

// One tissue of one disc or vertebra.
struct TissueBlock {
    Part part{};
    const SolidBlockBase* block = nullptr;  // owned by the System
    std::vector<int> elements;              // index into SpineMesh::cells(), in the block's order
};

// One ligament of one level and side.
struct LigamentTerm {
    std::size_t disc = 0;  // number in mesh().discs
    Ligament ligament{};
    Side side{};
    const Fascicles* fascicles = nullptr;  // owned by the System
};

// One facet joint.
struct FacetTerm {
    std::size_t disc = 0;
    Side side{};
    const FacetContact* contact = nullptr;  // owned by the System
    Surface upper;  // articular surfaces at rest; the vertices of the upper one are contact->points() in their order
    Surface lower;
};

// Amplitudes of State::loads. Forces in N, moments in N mm.
struct SpineLoads {
    LoadId compression = 0;
    LoadId shear = 0;
    LoadId vertical = 0;
    LoadId follower = 0;
    LoadId flexion = 0;
    LoadId lateral = 0;
    LoadId axial = 0;
    std::vector<LoadId> nucleus_volume;  // per disc: relative change of the volume at which the nucleus has no pressure
};

// A force that rides on a body (AttachedForce) and its point, as amplitudes.
struct AttachedLoads {
    std::array<LoadId, 3> force{};
    std::array<LoadId, 3> arm{};
};

// Amplitudes of a task: everything in which postures and loads differ from one another.
struct BodyLoadIds {
    struct Body {
        std::array<LoadId, 3> rotation{};  // rotation vector, rad; of S1 always, of the others while they are held
        AttachedLoads weight;
        AttachedLoads support;
        std::array<LoadId, 3> couple{};  // N mm
        ElasticSupportLoads pad;
        const ElasticSupport* pad_term = nullptr;  // owned by the System
    };
    std::vector<Body> bodies;         // parallel to mesh().vertebrae; the bottom one has a rotation only
    AttachedLoads hands;              // on the top vertebra
    std::vector<LoadId> tension;      // per fascicle, N
    std::vector<LoadId> held_length;  // per fascicle, mm
    LoadId gain = 0;
};

// Boundary conditions: the vertebrae whose rotations are prescribed. The bottom one never moves; in a task it turns
// with the pelvis.
enum class FixedVertebrae { bottom, bottom_and_top, all };

class SpineModel {
  public:
    // With tasks in the scenario the model has muscles and the loads of a body. The anatomy must outlive the model.
    // Throws UserError if geometry, tissue or muscle tables refuse the scenario. relaxation: of discs and ligaments,
    // instead of the one that load steps with a duration give the discs.
    SpineModel(const Anatomy& anatomy, const Scenario& scenario, FixedVertebrae fixed,
               const PronySeries& relaxation = {});
    // The same spine as another model of this scenario, with other boundary conditions: shares its mesh, sets and
    // relaxation.
    SpineModel(const SpineModel& other, const Scenario& scenario, FixedVertebrae fixed);

    [[nodiscard]] const Anatomy& anatomy() const { return *anatomy_; }
    [[nodiscard]] const SpineMesh& mesh() const { return mesh_; }
    [[nodiscard]] const System& system() const { return system_; }
    // The mesh in the shape in which its tissue is free of stress, with the lowest vertebra in its place in the mesh.
    // Start of every solve.
    [[nodiscard]] State unloaded() const;
    // `settled` rotated back to the standing shape of the mesh, without the response of its tissue: the reference of
    // postures.
    [[nodiscard]] State standing(const State& settled) const;
    [[nodiscard]] const SpineLoads& loads() const { return loads_; }
    // Amplitudes of one load step, indexed like State::loads; nuclei keep the volume they have in `settled`.
    [[nodiscard]] std::vector<double> amplitudes(const LoadStep& step, const State& settled) const;
    // For each disc: the fraction of its volume that the nucleus loses by the injuries of the scenario.
    [[nodiscard]] const std::vector<double>& nucleus_loss() const { return nucleus_loss_; }

    [[nodiscard]] const std::vector<TissueBlock>& blocks() const { return blocks_; }
    // Blocks of disc number i of mesh().discs: nucleus (solid only), annulus, cartilage endplates.
    [[nodiscard]] std::vector<const TissueBlock*> disc_blocks(std::size_t disc) const;
    // Null for a solid nucleus.
    [[nodiscard]] const Cavity<Quad4>* cavity(std::size_t disc) const { return cavities_[disc]; }
    // Cranial to caudal, then in the order of Ligament, then left before right.
    [[nodiscard]] const std::vector<LigamentTerm>& ligaments() const { return ligaments_; }
    // Cranial to caudal, left before right.
    [[nodiscard]] const std::vector<FacetTerm>& facets() const { return facets_; }
    // Loads of a task; empty without.
    [[nodiscard]] const BodyLoadIds& body_loads() const { return body_loads_; }
    [[nodiscard]] const std::vector<MuscleFascicle>& muscles() const { return sets_.muscles; }
    // Parallel to muscles(); null without tasks.
    [[nodiscard]] const MusclePaths* muscle_paths() const { return muscle_paths_; }
    // Rigid body of vertebra number i of mesh().vertebrae: the whole bone, or the posterior elements of a deformable
    // one.
    [[nodiscard]] int body(std::size_t vertebra) const { return bodies_[vertebra]; }

  private:
    // The tables named in a scenario.
    struct Sets {
        TissueSet tissue;
        LigamentSet ligaments;
        std::vector<MuscleFascicle> muscles;  // empty without tasks
    };
    [[nodiscard]] Sets load_sets(const Scenario& scenario) const;
    void assemble(const Scenario& scenario, FixedVertebrae fixed);
    void name_loads();
    void add_bodies(FixedVertebrae fixed);
    void add_joints();                                   // add_joints.cpp
    void find_unloaded_shape(const Scenario& scenario);  // unloaded_shape.cpp, with the four below
    // Extends (flexes) every disc by `turns` times what it flexes from standing to the unloaded shape.
    [[nodiscard]] State turned(const State& state, double turns) const;
    // Position of a point on the vertebra above a disc (number `disc`), given in the mesh, in the unloaded shape as
    // seen from the vertebra below; and back.
    [[nodiscard]] Vec3 to_unloaded(std::size_t disc, const Vec3& point) const;
    [[nodiscard]] Vec3 from_unloaded(std::size_t disc, const Vec3& point) const;
    // The same place of the annulus, with its directions in the unloaded shape.
    [[nodiscard]] AnnulusPoint unloaded(std::size_t disc, AnnulusPoint point) const;
    void add_tissues(const Scenario& scenario);
    [[nodiscard]] double find_nucleus_loss(const Scenario& scenario, std::size_t disc) const;
    void add_cavities(const Scenario& scenario);
    void add_ligaments(const Scenario& scenario);  // add_ligaments.cpp
    void add_facets(const Scenario& scenario);     // add_facets.cpp
    void add_loads();
    void name_body_loads();  // add_body.cpp
    void add_body_loads();   // add_body.cpp
    void add_muscles();      // add_body.cpp
    void add_follower_cables();
    // Adds one block of the given elements with the material of `part`; null if there are none.
    template <class Material>
    SolidBlock<SpineCell, Material>* add_block(Part part, const std::string& name, const Material& material,
                                               const std::vector<int>& elements,
                                               std::vector<typename Material::template Point<double>> points = {});
    // The same for a tissue that relaxes if the scenario takes time. volume: load of the volume change, none below 0.
    template <class Material>
    void add_relaxing_block(const Scenario& scenario, Part part, const std::string& name, const Material& material,
                            const PronySeries& series, const std::vector<int>& elements,
                            std::vector<typename Material::template Point<double>> points = {}, LoadId volume = -1);

    const Anatomy* anatomy_;
    SpineMesh mesh_;
    Sets sets_;
    PronySeries relaxation_;
    System system_;
    SpineLoads loads_;
    std::vector<double> nucleus_loss_;
    std::vector<int> bodies_;
    struct CarriedNode {
        int node = 0;
        double share = 0.0;  // of the motion of the vertebra above
    };
    std::vector<std::vector<CarriedNode>> carried_;  // per disc: nodes that no vertebra carries; none between
                                                     // deformable vertebrae
    std::vector<double> unloaded_flexion_;           // per disc, from the standing shape to the unloaded one, rad
    std::vector<Vec3> stress_free_;  // nodes of the mesh, of each disc as seen from the vertebra below it
    std::vector<TissueBlock> blocks_;
    std::vector<std::size_t> block_disc_;  // parallel to blocks_: number of the disc, or npos for bone
    std::vector<const Cavity<Quad4>*> cavities_;
    std::vector<LigamentTerm> ligaments_;
    std::vector<FacetTerm> facets_;
    BodyLoadIds body_loads_;
    const MusclePaths* muscle_paths_ = nullptr;
};

}  // namespace spondyl
