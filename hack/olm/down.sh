#!/bin/bash
# down.sh: stops OLM's processes. Its CRDs and the namespace olm stay in the cluster.
. "$(dirname "$0")/../env.sh"
. hack/cluster/lib.sh
. hack/cluster/process.sh
take_lock
olm_down
