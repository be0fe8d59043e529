// storage: the cluster's dynamic volumes, run as a plain process on the machine
// that all nodes share.
//
//	local.redisreplication.io/dir    a directory per volume: capacity not enforced,
//	                                 no expansion
//	local.redisreplication.io/loop   an XFS per volume in a sparse file on a loop
//	                                 device: capacity and online expansion are real
//
// XFS, as growing a mounted ext4 wants CAP_SYS_RESOURCE, which root may lack. Both
// make `local` volumes (fsGroup applies to them; it does not to hostPath) with node
// affinity, and honour Delete and Retain.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "")
	root := flag.String("root", "", "folder for the volumes")
	node := flag.String("node", "", "node of volumes whose class binds at once")
	flag.Parse()
	cfg, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		log.Fatal(err)
	}
	cfg.QPS, cfg.Burst = 100, 200
	c := kubernetes.NewForConfigOrDie(cfg)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	dir := &provisioner{root: *root, node: *node}
	loop := &provisioner{root: *root, node: *node, loop: true}
	remount(ctx, c, loop)
	opt := []func(*controller.ProvisionController) error{
		controller.LeaderElection(false), controller.FailedProvisionThreshold(0),
		controller.AddFinalizer(true), controller.ResyncPeriod(time.Minute)}
	go controller.NewProvisionController(ctx, c, dirName, dir, opt...).Run(ctx)
	go controller.NewProvisionController(ctx, c, loopName, loop, opt...).Run(ctx)
	watchClaims(ctx, c, loop)
	<-ctx.Done()
}

// remount: after a restart of the machine the images are there and the mounts are not.
func remount(ctx context.Context, c kubernetes.Interface, loop *provisioner) {
	pvs, err := c.CoreV1().PersistentVolumes().List(ctx, metav1.ListOptions{})
	if err != nil {
		log.Print(err)
		return
	}
	for _, pv := range pvs.Items {
		if _, err := os.Stat(loop.image(pv.Name)); err != nil || pv.Annotations[kindKey] != "loop" {
			continue
		}
		if err := loop.makeLoop(pv.Name, 0); err != nil {
			log.Print(err)
		}
	}
}

func watchClaims(ctx context.Context, c kubernetes.Interface, loop *provisioner) {
	var mu sync.Mutex
	check := func(o any) {
		pvc, ok := o.(*v1.PersistentVolumeClaim)
		if !ok {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		if err := loop.expand(ctx, c, pvc); err != nil {
			log.Printf("expand %s/%s: %v", pvc.Namespace, pvc.Name, err)
		}
	}
	f := informers.NewSharedInformerFactory(c, 30*time.Second)
	f.Core().V1().PersistentVolumeClaims().Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: check, UpdateFunc: func(_, now any) { check(now) }})
	f.Start(ctx.Done())
}
