#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A sweep by GNU parallel, on this machine or (--sshlogin, with the folder on a shared disc) on several:
#   sh parallel.sh study.toml results/disc 4
# Run it again after an interruption; what is finished stays.
set -eu
study=$1
shares=$3
# By way of the environment: parallel hands its command to a shell, which would take blanks and signs in a name apart.
export SPONDYL="${SPONDYL:-spondyl}" SWEEP="$2" SHARES="$shares"

"$SPONDYL" sweep plan --output="$SWEEP" -- "$study"
seq "$shares" | parallel --halt soon,fail=1 --env SPONDYL --env SWEEP --env SHARES \
    '"$SPONDYL" sweep run --shard {}/"$SHARES" --jobs 1 -- "$SWEEP"'
"$SPONDYL" sweep collect -- "$SWEEP"
