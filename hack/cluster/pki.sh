#!/bin/bash
# pki.sh [N]: the CA, certificates and kubeconfigs under $K/pki, made once. With a number: those of node N.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
mkdir -p "$K/pki"
chmod 700 "$K/pki"
cd "$K/pki"
EC=(ec -pkeyopt ec_paramgen_curve:prime256v1)

# certificate NAME SUBJECT [NAMES]. The admin's key is RSA: Java clients may not read an EC key.
# The serial is random, not counted in a file: nodes get theirs at the same time.
certificate() {
  local name=$1 algorithm=("${EC[@]}")
  [ ! -s "$name.crt" ] || return 0
  [ "$name" != admin ] || algorithm=(rsa:2048)
  openssl req -newkey "${algorithm[@]}" -nodes -keyout "$name.key" -out "$name.csr" -subj "$2" 2>/dev/null
  {
    printf '%s\n' basicConstraints=CA:FALSE keyUsage=digitalSignature,keyEncipherment \
      extendedKeyUsage=serverAuth,clientAuth
    [ -z "${3:-}" ] || echo "subjectAltName=$3"
  } >"$name.ext"
  openssl x509 -req -in "$name.csr" -CA ca.crt -CAkey ca.key -out "$name.crt" -days 3650 \
    -set_serial "0x$(openssl rand -hex 16)" -extfile "$name.ext" 2>"$name.log" || { cat "$name.log" >&2; exit 1; }
  rm "$name.csr" "$name.ext" "$name.log"
}

kubeconfig() {
  cat >"$1.conf" <<YAML
apiVersion: v1
kind: Config
clusters:
- name: rr-cluster
  cluster: {server: "https://$HOST_IP:6443", certificate-authority-data: $(base64 -w0 ca.crt)}
users:
- name: $1
  user:
    client-certificate-data: $(base64 -w0 "$1.crt")
    client-key-data: $(base64 -w0 "$1.key")
contexts:
- name: rr-cluster
  context: {cluster: rr-cluster, user: $1}
current-context: rr-cluster
YAML
}

if [ $# = 1 ]; then
  certificate "kubelet-$1" "/O=system:nodes/CN=system:node:rr-n$1" "DNS:rr-n$1,IP:198.18.0.$1,IP:127.0.0.1"
  kubeconfig "kubelet-$1"
  exit
fi
[ -s ca.crt ] || openssl req -x509 -newkey "${EC[@]}" -nodes -keyout ca.key -out ca.crt -days 3650 \
  -subj /CN=rr-cluster-ca 2>/dev/null
[ -s sa.key ] || openssl genrsa -out sa.key 2048 2>/dev/null
[ -s sa.pub ] || openssl rsa -in sa.key -pubout -out sa.pub 2>/dev/null
kubernetes=DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc
certificate apiserver /CN=kube-apiserver \
  "$kubernetes,DNS:kubernetes.default.svc.cluster.local,DNS:localhost,IP:127.0.0.1,IP:198.19.0.1,IP:$HOST_IP"
certificate apiserver-kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client
certificate admin /O=system:masters/CN=kubernetes-admin
certificate controller-manager /CN=system:kube-controller-manager
certificate scheduler /CN=system:kube-scheduler
certificate proxy /CN=system:kube-proxy
for name in admin controller-manager scheduler proxy; do kubeconfig "$name"; done
install -m 600 admin.conf "$KUBECONFIG"
