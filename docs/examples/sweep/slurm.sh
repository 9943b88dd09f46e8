#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#SBATCH --job-name=sweep
#SBATCH --array=1-16
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=2G
#SBATCH --requeue
# A sweep as an array of Slurm jobs, each with its share. The folder must be on a disc that all nodes see:
#   spondyl sweep plan study.toml -o results/disc
#   sbatch --wait slurm.sh results/disc
#   spondyl sweep collect results/disc
# Submit it again, with any size of the array, to go on after an interruption.
# exec: the signal at the end of the time goes to spondyl, which then ends in order.
exec "${SPONDYL:-spondyl}" sweep run --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
    --jobs "$SLURM_CPUS_PER_TASK" -- "$1"
