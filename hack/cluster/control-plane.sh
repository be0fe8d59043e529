# shellcheck shell=bash
# Sourced: etcd, API server, controller manager, scheduler and the volumes: plain processes.

control_plane_up() {
  start etcd etcd --name default --data-dir "$K/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "$ETCD" --advertise-client-urls "$ETCD" \
    --listen-peer-urls http://127.0.0.1:12380 --initial-advertise-peer-urls http://127.0.0.1:12380 \
    --initial-cluster default=http://127.0.0.1:12380
  start kube-apiserver kube-apiserver --etcd-servers="$ETCD" --bind-address="$HOST_IP" \
    --advertise-address="$HOST_IP" --secure-port=6443 --service-cluster-ip-range="$SERVICE_NET" \
    --client-ca-file="$K/pki/ca.crt" --tls-cert-file="$K/pki/apiserver.crt" \
    --tls-private-key-file="$K/pki/apiserver.key" \
    --kubelet-client-certificate="$K/pki/apiserver-kubelet-client.crt" \
    --kubelet-client-key="$K/pki/apiserver-kubelet-client.key" \
    --kubelet-certificate-authority="$K/pki/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-signing-key-file="$K/pki/sa.key" --service-account-key-file="$K/pki/sa.pub" \
    --authorization-mode=Node,RBAC --allow-privileged=true \
    --enable-admission-plugins=NodeRestriction,OwnerReferencesPermissionEnforcement \
    "--audit-policy-file=$HERE/audit-policy.yaml" "--audit-log-path=$K/log/audit.log" \
    --audit-log-maxsize=64 --audit-log-maxbackup=4 # MB, files
}

# These end at once without an API server.
controllers_up() {
  start kube-controller-manager kube-controller-manager "--kubeconfig=$K/pki/controller-manager.conf" \
    --bind-address=127.0.0.1 --leader-elect=false --use-service-account-credentials=true \
    "--root-ca-file=$K/pki/ca.crt" "--service-account-private-key-file=$K/pki/sa.key" \
    "--cluster-signing-cert-file=$K/pki/ca.crt" "--cluster-signing-key-file=$K/pki/ca.key" \
    --cluster-cidr="$POD_NET" --service-cluster-ip-range="$SERVICE_NET" --allocate-node-cidrs=false \
    --node-monitor-grace-period=20s
  start kube-scheduler kube-scheduler "--kubeconfig=$K/pki/scheduler.conf" \
    --bind-address=127.0.0.1 --leader-elect=false
  start storage storage -kubeconfig "$KUBECONFIG" -root "$K/volumes" -node rr-n1
}

control_plane_down() {
  local name
  for name in storage kube-scheduler kube-controller-manager kube-apiserver etcd; do stop "$name"; done
}
