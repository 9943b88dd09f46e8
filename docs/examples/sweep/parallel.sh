#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A sweep by GNU parallel, on this machine or (--sshlogin, with the folder on a shared disc) on several:
#   sh parallel.sh study.toml results/disc 4
# Run it again after an interruption; what is finished stays.
set -eu
study=$1
sweep=$2
shares=$3
spondyl=${SPONDYL:-spondyl}

"$spondyl" sweep plan "$study" -o "$sweep"
seq "$shares" | parallel --halt soon,fail=1 "$spondyl" sweep run "$sweep" --shard "{}/$shares" --jobs 1
"$spondyl" sweep collect "$sweep"
