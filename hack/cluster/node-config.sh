# shellcheck shell=bash
# Sourced by node.sh: the configuration files of node N in $K/nN.

node_config() {
  local n=$1 d=$K/n$1
  cat >"$d/cni/10-rr.conflist" <<JSON
{"cniVersion": "0.4.0", "name": "rr", "plugins": [{"type": "ptp", "ipMasq": false, "ipam": {
  "type": "host-local", "dataDir": "$d/cni-ipam",
  "ranges": [[{"subnet": "198.18.$n.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
JSON
  # restrict_oom_score_adj: root may lack CAP_SYS_RESOURCE
  cat >"$d/containerd.toml" <<TOML
version = 2
root = "$d/containerd"
state = "$d/state"
[grpc]
  address = "$d/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  stream_server_address = "127.0.0.1"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$d/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
TOML
  : >"$d/resolv.conf"
  # A node that is cut off is Unknown after the controller manager's 20 s: 5 missed heartbeats.
  cat >"$d/kubelet.yaml" <<YAML
kind: KubeletConfiguration
apiVersion: kubelet.config.k8s.io/v1beta1
address: 198.18.0.$n
containerRuntimeEndpoint: unix://$d/containerd.sock
volumePluginDir: $d/kubelet/volumeplugins
podLogsDir: $d/pods-log
readOnlyPort: 0
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $K/pki/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: $K/pki/kubelet-$n.crt
tlsPrivateKeyFile: $K/pki/kubelet-$n.key
cgroupDriver: cgroupfs
cgroupRoot: /rr-n$n
clusterDNS: [$DNS_IP]
clusterDomain: cluster.local
resolvConf: $d/resolv.conf
failSwapOn: false
makeIPTablesUtilChains: false
serializeImagePulls: false
imageGCHighThresholdPercent: 100
systemReserved: {cpu: 100m, memory: 512Mi}
evictionHard:
  memory.available: 100Mi
  nodefs.available: 1%
  imagefs.available: 1%
  nodefs.inodesFree: 1%
nodeStatusUpdateFrequency: 4s
syncFrequency: 10s
eventRecordQPS: 0
YAML
}
