#!/bin/bash
# The operator of target/ on this machine, against the cluster in use. Ends with Ctrl-C.
. "$(dirname "$0")/env.sh"
use_jdk
NAMESPACE=redis-replication-system   # its Lease is there

kubectl apply --server-side --force-conflicts --field-manager=make-install \
  -f target/kubernetes/redisreplications.redisreplication.io-v1.yml
kubectl get namespace $NAMESPACE >/dev/null 2>&1 || kubectl create namespace $NAMESPACE
replicas=$(kubectl -n $NAMESPACE get deployment redis-replication-operator -o jsonpath='{.spec.replicas}' \
  2>/dev/null || echo 0)
if [ "$replicas" != 0 ]; then
  echo "An operator is installed in the cluster: this one waits until that one gives its Lease back. To do so:"
  echo "    kubectl -n $NAMESPACE scale deployment/redis-replication-operator --replicas=0"
fi
exec java -Djava.util.logging.manager=org.jboss.logmanager.LogManager -jar target/quarkus-app/quarkus-run.jar
