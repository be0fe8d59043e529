package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

const (
	dirName  = "local.redisreplication.io/dir"
	loopName = "local.redisreplication.io/loop"
	kindKey  = "local.redisreplication.io/kind" // annotation of a volume: dir or loop
)

type provisioner struct {
	root, node string
	loop       bool
}

func (p *provisioner) dir(pv string) string   { return filepath.Join(p.root, "mnt", pv) }
func (p *provisioner) image(pv string) string { return filepath.Join(p.root, "img", pv+".xfs") }

func run(name string, arg ...string) error {
	if out, err := exec.Command(name, arg...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %v: %w: %s", name, arg, err, out)
	}
	return nil
}

func mounted(dir string) bool { return exec.Command("mountpoint", "-q", dir).Run() == nil }

func (p *provisioner) Provision(
	_ context.Context, o controller.ProvisionOptions,
) (*v1.PersistentVolume, controller.ProvisioningState, error) {
	node, kind := p.node, "dir"
	if o.SelectedNodeName != "" {
		node = o.SelectedNodeName
	}
	size := o.PVC.Spec.Resources.Requests[v1.ResourceStorage]
	dir := p.dir(o.PVName)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	if p.loop {
		kind = "loop"
		if err := p.makeLoop(o.PVName, size.Value()); err != nil {
			return nil, controller.ProvisioningFinished, err
		}
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	return &v1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: o.PVName, Annotations: map[string]string{kindKey: kind}},
		Spec: v1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *o.StorageClass.ReclaimPolicy,
			AccessModes:                   o.PVC.Spec.AccessModes,
			Capacity:                      v1.ResourceList{v1.ResourceStorage: size},
			PersistentVolumeSource:        v1.PersistentVolumeSource{Local: &v1.LocalVolumeSource{Path: dir}},
			NodeAffinity:                  on(node),
		},
	}, controller.ProvisioningFinished, nil
}

func on(node string) *v1.VolumeNodeAffinity {
	host := v1.NodeSelectorRequirement{
		Key: v1.LabelHostname, Operator: v1.NodeSelectorOpIn, Values: []string{node}}
	return &v1.VolumeNodeAffinity{Required: &v1.NodeSelector{NodeSelectorTerms: []v1.NodeSelectorTerm{
		{MatchExpressions: []v1.NodeSelectorRequirement{host}}}}}
}

func (p *provisioner) makeLoop(pv string, size int64) error {
	img, dir := p.image(pv), p.dir(pv)
	if mounted(dir) {
		return nil
	}
	if _, err := os.Stat(img); err != nil {
		if err := os.MkdirAll(filepath.Dir(img), 0o755); err != nil {
			return err
		}
		if err := run("truncate", "-s", fmt.Sprint(size), img); err != nil {
			return err
		}
		if err := run("mkfs.xfs", "-q", "-f", "--unsupported", img); err != nil {
			os.Remove(img)
			return err
		}
	}
	return run("mount", "-o", "loop", img, dir)
}

func (p *provisioner) Delete(_ context.Context, pv *v1.PersistentVolume) error {
	dir := p.dir(pv.Name)
	if mounted(dir) {
		if err := run("umount", dir); err != nil {
			return err
		}
	}
	if err := os.Remove(p.image(pv.Name)); err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.RemoveAll(dir)
}
