// Command admission asks each manifest what a cluster's admission would: strict decoding into the types of Tekton Pipelines,
// Knative Serving and Eventing, KEDA and Kubernetes, and then, where the project ships it as a library, its own validation
// webhook. Nothing is applied and no cluster is needed.
//
//	go run . FOLDER…
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	keda "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	tekton "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	tektonbeta "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1beta1"
	apps "k8s.io/api/apps/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	rbac "k8s.io/api/rbac/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/yaml"
	defaults "knative.dev/eventing/pkg/apis/config"
	eventing "knative.dev/eventing/pkg/apis/eventing/v1"
	flows "knative.dev/eventing/pkg/apis/flows/v1"
	messaging "knative.dev/eventing/pkg/apis/messaging/v1"
	"knative.dev/pkg/apis"
	serving "knative.dev/serving/pkg/apis/serving/v1"
	sigs "sigs.k8s.io/yaml"
)

// kinds makes an empty object for "apiVersion kind".
var kinds = map[string]func() any{
	"tekton.dev/v1 Task":                       func() any { return &tekton.Task{} },
	"tekton.dev/v1 Pipeline":                   func() any { return &tekton.Pipeline{} },
	"tekton.dev/v1 PipelineRun":                func() any { return &tekton.PipelineRun{} },
	"tekton.dev/v1beta1 StepAction":            func() any { return &tektonbeta.StepAction{} },
	"serving.knative.dev/v1 Service":           func() any { return &serving.Service{} },
	"eventing.knative.dev/v1 Broker":           func() any { return &eventing.Broker{} },
	"eventing.knative.dev/v1 Trigger":          func() any { return &eventing.Trigger{} },
	"flows.knative.dev/v1 Sequence":            func() any { return &flows.Sequence{} },
	"messaging.knative.dev/v1 Channel":         func() any { return &messaging.Channel{} },
	"messaging.knative.dev/v1 InMemoryChannel": func() any { return &messaging.InMemoryChannel{} },
	"messaging.knative.dev/v1 Subscription":    func() any { return &messaging.Subscription{} },
	"keda.sh/v1alpha1 ScaledJob":               func() any { return &keda.ScaledJob{} },
	"keda.sh/v1alpha1 ScaledObject":            func() any { return &keda.ScaledObject{} },
	"keda.sh/v1alpha1 TriggerAuthentication":   func() any { return &keda.TriggerAuthentication{} },
	"apps/v1 Deployment":                       func() any { return &apps.Deployment{} },
	"batch/v1 Job":                             func() any { return &batch.Job{} },
	"v1 ConfigMap":                             func() any { return &core.ConfigMap{} },
	"v1 PersistentVolumeClaim":                 func() any { return &core.PersistentVolumeClaim{} },
	"v1 Secret":                                func() any { return &core.Secret{} },
	"v1 Service":                               func() any { return &core.Service{} },
	"v1 ServiceAccount":                        func() any { return &core.ServiceAccount{} },
	"rbac.authorization.k8s.io/v1 Role":        func() any { return &rbac.Role{} },
	"rbac.authorization.k8s.io/v1 RoleBinding": func() any { return &rbac.RoleBinding{} },
}

func main() {
	admitted := map[string]int{}
	failed := false
	for _, folder := range os.Args[1:] {
		err := filepath.WalkDir(folder, func(file string, _ fs.DirEntry, err error) error {
			if extension := filepath.Ext(file); err != nil || (extension != ".yaml" && extension != ".yml") {
				return err
			}
			if err := admitFile(file, admitted); err != nil {
				failed = true
				fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
			}
			return nil
		})
		if err != nil {
			failed = true
			fmt.Fprintln(os.Stderr, err)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(admitted)) {
		fmt.Printf("%3d  %s\n", admitted[kind], kind)
	}
	if failed || len(admitted) == 0 {
		os.Exit(1)
	}
}

func admitFile(file string, admitted map[string]int) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		kind, err := admit(document)
		if err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
		if kind != "" {
			admitted[kind]++
		}
	}
}

// admit says the kind of a document, "" for one with nothing but comments, and why a cluster would refuse it.
func admit(document []byte) (string, error) {
	var head struct{ APIVersion, Kind string }
	if err := sigs.Unmarshal(document, &head); err != nil {
		return "", err
	}
	if head.Kind == "" {
		return "", nil
	}
	kind := head.APIVersion + " " + head.Kind
	make, known := kinds[kind]
	if !known {
		return kind, errors.New("no such kind is known here")
	}
	object := make()
	if err := sigs.UnmarshalStrict(document, object); err != nil {
		return kind, err
	}
	return kind, validate(object)
}

func validate(object any) error {
	ctx := apis.WithinCreate(installed(context.Background()))
	if named, ok := object.(meta.Object); ok && named.GetName() == "" && named.GetGenerateName() != "" {
		named.SetName(named.GetGenerateName() + "x7k2p") // as the API server does before it asks
	}
	if defaultable, ok := object.(apis.Defaultable); ok {
		defaultable.SetDefaults(ctx)
	}
	if validatable, ok := object.(apis.Validatable); ok {
		// Warnings do not refuse anything.
		if err := validatable.Validate(ctx).Filter(apis.ErrorLevel); err != nil {
			return err
		}
	}
	switch scaled := object.(type) {
	case *keda.ScaledJob:
		return keda.ValidateTriggers(scaled.Spec.Triggers)
	case *keda.ScaledObject:
		return keda.ValidateTriggers(scaled.Spec.Triggers)
	}
	return nil
}

// installed is a context with what an installation of Knative Eventing brings in a ConfigMap: the class of brokers.
func installed(ctx context.Context) context.Context {
	return defaults.ToContext(ctx, &defaults.Config{Defaults: &defaults.Defaults{
		ClusterDefaultConfig: &defaults.DefaultConfig{DefaultBrokerClass: "MTChannelBasedBroker"},
	}})
}
