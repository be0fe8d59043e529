package main

import (
	"context"
	"fmt"
	"log"
	"os/exec"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
)

// expand grows the volume of a claim that asks for more than its volume has, as
// an external resizer does for a driver that needs no step on the node.
func (p *provisioner) expand(ctx context.Context, c kubernetes.Interface, pvc *v1.PersistentVolumeClaim) error {
	want, have := pvc.Spec.Resources.Requests[v1.ResourceStorage], pvc.Status.Capacity[v1.ResourceStorage]
	if pvc.Status.Phase != v1.ClaimBound || want.Cmp(have) <= 0 {
		return nil
	}
	volumes := c.CoreV1().PersistentVolumes()
	pv, err := volumes.Get(ctx, pvc.Spec.VolumeName, metav1.GetOptions{})
	if err != nil || pv.Annotations[kindKey] != "loop" {
		return err
	}
	if err := p.grow(pv.Name, want.Value()); err != nil {
		return err
	}
	if _, err := volumes.Patch(ctx, pv.Name, types.MergePatchType, capacity("spec", want), metav1.PatchOptions{}); err != nil {
		return err
	}
	_, err = c.CoreV1().PersistentVolumeClaims(pvc.Namespace).Patch(ctx, pvc.Name, types.MergePatchType,
		capacity("status", want), metav1.PatchOptions{}, "status")
	log.Printf("expanded %s/%s (%s) from %s to %s: %v",
		pvc.Namespace, pvc.Name, pv.Name, have.String(), want.String(), err)
	return err
}

func capacity(part string, q resource.Quantity) []byte {
	return fmt.Appendf(nil, `{%q:{"capacity":{"storage":%q}}}`, part, q.String())
}

// grow makes the image, its loop device and the mounted file system larger.
func (p *provisioner) grow(pv string, size int64) error {
	dir := p.dir(pv)
	if err := run("truncate", "-s", fmt.Sprint(size), p.image(pv)); err != nil {
		return err
	}
	dev, err := exec.Command("findmnt", "-n", "-o", "SOURCE", dir).Output()
	if err != nil {
		return fmt.Errorf("findmnt %s: %w", dir, err)
	}
	if err := run("losetup", "-c", strings.TrimSpace(string(dev))); err != nil {
		return err
	}
	return run("xfs_growfs", "-d", dir)
}
