// netpol enforces NetworkPolicy for the pods of one node. It runs in that node's
// network namespace and rewrites one nft table whenever pods, namespaces or
// policies change. IPv4 only. The node itself always reaches its pods.
package main

import (
	"bytes"
	"context"
	"flag"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "")
	node := flag.String("node", "", "name of the node whose pods are guarded")
	flag.Parse()
	cfg, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		log.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	dirty := make(chan struct{}, 1)
	touch := func() {
		select {
		case dirty <- struct{}{}:
		default:
		}
	}
	e := watch(ctx, kubernetes.NewForConfigOrDie(cfg), *node, touch)
	var last []byte
	for {
		select {
		case <-ctx.Done():
			exec.Command("nft", "delete", "table", "inet", table).Run()
			return
		case <-dirty:
		}
		r := e.rules()
		if bytes.Equal(r, last) {
			continue
		}
		if err := apply(r); err != nil {
			log.Printf("nft: %v\n%s", err, r)
			time.Sleep(time.Second)
			touch()
			continue
		}
		last = r
	}
}

func watch(ctx context.Context, c kubernetes.Interface, node string, touch func()) *enforcer {
	f := informers.NewSharedInformerFactory(c, 0)
	pods, spaces, policies := f.Core().V1().Pods(), f.Core().V1().Namespaces(), f.Networking().V1().NetworkPolicies()
	h := cache.ResourceEventHandlerFuncs{
		AddFunc: func(any) { touch() }, UpdateFunc: func(_, _ any) { touch() }, DeleteFunc: func(any) { touch() }}
	for _, i := range []cache.SharedIndexInformer{pods.Informer(), spaces.Informer(), policies.Informer()} {
		i.AddEventHandler(h)
	}
	f.Start(ctx.Done())
	f.WaitForCacheSync(ctx.Done())
	return &enforcer{node, pods.Lister(), spaces.Lister(), policies.Lister()}
}

func apply(rules []byte) error {
	c := exec.Command("nft", "-f", "-")
	c.Stdin = bytes.NewReader(rules)
	c.Stderr = os.Stderr
	return c.Run()
}
