package main

import (
	"bytes"
	"fmt"
	"sort"
	"strings"

	v1 "k8s.io/api/core/v1"
	netv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
)

const table = "rr-netpol"

// isolation of one pod: whether a policy names it at all, and the nft rules that
// let traffic through.
type isolation struct {
	in, out         bool
	ingress, egress []string
}

func (e *enforcer) isolation(pod *v1.Pod) (i isolation) {
	policies, _ := e.policies.NetworkPolicies(pod.Namespace).List(labels.Everything())
	for _, np := range policies {
		if !selector(&np.Spec.PodSelector).Matches(labels.Set(pod.Labels)) {
			continue
		}
		for _, t := range np.Spec.PolicyTypes {
			if t == netv1.PolicyTypeIngress {
				i.in = true
				for _, r := range np.Spec.Ingress {
					who, _ := e.peers(pod.Namespace, "saddr", r.From)
					i.ingress = append(i.ingress, allow(who, ports(r.Ports, []*v1.Pod{pod}))...)
				}
			} else {
				i.out = true
				for _, r := range np.Spec.Egress {
					who, pods := e.peers(pod.Namespace, "daddr", r.To)
					i.egress = append(i.egress, allow(who, ports(r.Ports, pods))...)
				}
			}
		}
	}
	return i
}

func allow(peers, ports []string) (out []string) {
	for _, peer := range peers {
		for _, port := range ports {
			out = append(out, peer+port+"return")
		}
	}
	return out
}

func chain(name string, rules []string) string {
	return fmt.Sprintf("  chain %s {\n    %s\n  }\n", name, strings.Join(append(rules, "drop"), "\n    "))
}

func hook(name, jumps string) string {
	return fmt.Sprintf("  chain %[1]s {\n    type filter hook %[1]s priority filter - 5; policy accept\n"+
		"    ct state established,related accept\n%s  }\n", name, jumps)
}

// rules is the nft file for all pods of this node; equal states give equal bytes.
func (e *enforcer) rules() []byte {
	var chains, in, out string
	pods, _ := e.pods.List(labels.Everything())
	sort.Slice(pods, func(i, j int) bool { return pods[i].Status.PodIP < pods[j].Status.PodIP })
	for _, pod := range pods {
		if pod.Spec.NodeName != e.node || !live(pod) {
			continue
		}
		ip, i := pod.Status.PodIP, e.isolation(pod)
		id := strings.ReplaceAll(ip, ".", "_")
		if i.out {
			chains += chain("out_"+id, i.egress)
			out += fmt.Sprintf("    ip saddr %s jump out_%s\n", ip, id)
		}
		if i.in {
			chains += chain("in_"+id, i.ingress)
			in += fmt.Sprintf("    ip daddr %s jump in_%s\n", ip, id)
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "table inet %[1]s\ndelete table inet %[1]s\ntable inet %[1]s {\n", table)
	fmt.Fprint(&b, chains, hook("forward", out+in), hook("input", out), "}\n")
	return b.Bytes()
}
