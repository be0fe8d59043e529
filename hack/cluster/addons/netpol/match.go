package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	v1 "k8s.io/api/core/v1"
	netv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	corelisters "k8s.io/client-go/listers/core/v1"
	netlisters "k8s.io/client-go/listers/networking/v1"
)

type enforcer struct {
	node     string
	pods     corelisters.PodLister
	spaces   corelisters.NamespaceLister
	policies netlisters.NetworkPolicyLister
}

func selector(s *metav1.LabelSelector) labels.Selector {
	r, err := metav1.LabelSelectorAsSelector(s)
	if err != nil {
		return labels.Nothing()
	}
	return r
}

func live(p *v1.Pod) bool {
	return !p.Spec.HostNetwork && p.Status.PodIP != "" &&
		p.Status.Phase != v1.PodSucceeded && p.Status.Phase != v1.PodFailed
}

// peers gives the matches for the addresses of a rule's peers ("" is everybody, no
// element is nobody) and the pods among them.
func (e *enforcer) peers(ns, side string, peers []netv1.NetworkPolicyPeer) (out []string, pods []*v1.Pod) {
	all, _ := e.pods.List(labels.Everything())
	if len(peers) == 0 {
		return []string{""}, all
	}
	ips := map[string]bool{}
	for _, p := range peers {
		if p.IPBlock != nil {
			out = append(out, block(side, p.IPBlock)...)
			continue
		}
		for _, pod := range all {
			if live(pod) && e.selected(pod, ns, p) && !ips[pod.Status.PodIP] {
				ips[pod.Status.PodIP] = true
				pods = append(pods, pod)
			}
		}
	}
	if len(ips) > 0 {
		l := slices.Sorted(maps.Keys(ips))
		out = append(out, fmt.Sprintf("ip %s { %s } ", side, strings.Join(l, ", ")))
	}
	return out, pods
}

func block(side string, b *netv1.IPBlock) []string {
	if strings.Contains(b.CIDR, ":") {
		return nil
	}
	m := fmt.Sprintf("ip %s %s ", side, b.CIDR)
	if len(b.Except) > 0 {
		m += fmt.Sprintf("ip %s != { %s } ", side, strings.Join(b.Except, ", "))
	}
	return []string{m}
}

func (e *enforcer) selected(pod *v1.Pod, ns string, p netv1.NetworkPolicyPeer) bool {
	if p.NamespaceSelector == nil && pod.Namespace != ns {
		return false
	}
	if p.NamespaceSelector != nil {
		n, err := e.spaces.Get(pod.Namespace)
		if err != nil || !selector(p.NamespaceSelector).Matches(labels.Set(n.Labels)) {
			return false
		}
	}
	return p.PodSelector == nil || selector(p.PodSelector).Matches(labels.Set(pod.Labels))
}

// ports gives the matches for a rule's ports; a named port is looked up in the pods
// that receive.
func ports(ps []netv1.NetworkPolicyPort, receivers []*v1.Pod) (out []string) {
	if len(ps) == 0 {
		return []string{""}
	}
	for _, p := range ps {
		proto := "tcp"
		if p.Protocol != nil {
			proto = strings.ToLower(string(*p.Protocol))
		}
		switch {
		case p.Port == nil:
			out = append(out, "meta l4proto "+proto+" ")
		case p.Port.StrVal != "":
			for _, pod := range receivers {
				out = append(out, named(pod, proto, p.Port.StrVal)...)
			}
		case p.EndPort != nil:
			out = append(out, fmt.Sprintf("%s dport %d-%d ", proto, p.Port.IntVal, *p.EndPort))
		default:
			out = append(out, fmt.Sprintf("%s dport %d ", proto, p.Port.IntVal))
		}
	}
	return out
}

func named(pod *v1.Pod, proto, name string) (out []string) {
	for _, c := range pod.Spec.Containers {
		for _, p := range c.Ports {
			if p.Name == name && strings.EqualFold(string(p.Protocol), proto) {
				out = append(out, fmt.Sprintf("ip daddr %s %s dport %d ", pod.Status.PodIP, proto, p.ContainerPort))
			}
		}
	}
	return out
}
