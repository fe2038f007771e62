/**
 * What Tekton Pipelines accepts of `tekton.dev/v1` and, for step actions, `tekton.dev/v1beta1`, as its API reference describes it, less what is
 * deprecated or alpha. Its webhook refuses fields that it does not know, and so does the compiler with these.
 */
import type {
  Affinity,
  ConfigMapVolumeSource,
  Container,
  EmptyDirVolumeSource,
  EnvVar,
  HostAlias,
  LocalObjectReference,
  PersistentVolumeClaim,
  PodSecurityContext,
  ResourceRequirements,
  SecretVolumeSource,
  SecurityContext,
  Toleration,
  Volume,
  VolumeMount,
} from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';

type ParamType = 'string' | 'array' | 'object';
type ParamValue = string | string[] | { [key: string]: string };

interface ParamSpec {
  name: string;
  type?: ParamType;
  description?: string;
  properties?: { [key: string]: { type: 'string' } };
  default?: ParamValue;
}

interface Param {
  name: string;
  value: ParamValue;
}

interface Result {
  name: string;
  type?: ParamType;
  description?: string;
  value?: ParamValue;
}

interface Resolved {
  resolver?: string;
  params?: Param[];
}

interface WorkspaceDeclaration {
  name: string;
  description?: string;
  mountPath?: string;
  readOnly?: boolean;
  optional?: boolean;
}

/** A step takes some of the fields of a container, and none of its ports and probes. */
interface Step
  extends Pick<
    Container,
    'name' | 'command' | 'args' | 'workingDir' | 'env' | 'envFrom' | 'volumeMounts' | 'imagePullPolicy'
  > {
  image?: string;
  script?: string;
  timeout?: string;
  onError?: 'continue' | 'stopAndFail';
  computeResources?: ResourceRequirements;
  securityContext?: SecurityContext;
  ref?: Resolved & { name?: string };
  params?: Param[];
  results?: Result[];
}

interface TaskSpec {
  displayName?: string;
  description?: string;
  params?: ParamSpec[];
  workspaces?: WorkspaceDeclaration[];
  results?: Result[];
  volumes?: Volume[];
  stepTemplate?: Omit<Step, 'name' | 'ref'>;
  sidecars?: (Omit<Step, 'name' | 'ref'> & { name: string })[];
  steps: Step[];
}

export interface Task {
  apiVersion: 'tekton.dev/v1';
  kind: 'Task';
  metadata: ObjectMeta;
  spec: TaskSpec;
}

export interface StepAction {
  apiVersion: 'tekton.dev/v1beta1';
  kind: 'StepAction';
  metadata: ObjectMeta;
  spec: {
    description?: string;
    image: string;
    command?: string[];
    args?: string[];
    env?: EnvVar[];
    script?: string;
    workingDir?: string;
    params?: ParamSpec[];
    results?: Result[];
    securityContext?: SecurityContext;
    volumeMounts?: VolumeMount[];
  };
}

interface PipelineTask {
  name: string;
  displayName?: string;
  description?: string;
  taskRef?: Resolved & { name?: string; kind?: 'Task' };
  taskSpec?: TaskSpec & { metadata?: Pick<ObjectMeta, 'labels' | 'annotations'> };
  when?: { input: string; operator: 'in' | 'notin'; values: string[] }[];
  retries?: number;
  timeout?: string;
  runAfter?: string[];
  params?: Param[];
  matrix?: { params?: Param[]; include?: { name?: string; params?: Param[] }[] };
  workspaces?: { name: string; workspace?: string; subPath?: string }[];
  onError?: 'continue' | 'stopAndFail';
}

export interface Pipeline {
  apiVersion: 'tekton.dev/v1';
  kind: 'Pipeline';
  metadata: ObjectMeta;
  spec: {
    displayName?: string;
    description?: string;
    params?: ParamSpec[];
    workspaces?: Pick<WorkspaceDeclaration, 'name' | 'description' | 'optional'>[];
    results?: Result[];
    tasks: PipelineTask[];
    finally?: Omit<PipelineTask, 'runAfter'>[];
  };
}

interface PodTemplate {
  nodeSelector?: { [label: string]: string };
  tolerations?: Toleration[];
  affinity?: Affinity;
  securityContext?: PodSecurityContext;
  volumes?: Volume[];
  env?: EnvVar[];
  runtimeClassName?: string;
  automountServiceAccountToken?: boolean;
  priorityClassName?: string;
  schedulerName?: string;
  imagePullSecrets?: LocalObjectReference[];
  hostAliases?: HostAlias[];
  hostNetwork?: boolean;
}

interface WorkspaceBinding {
  name: string;
  subPath?: string;
  volumeClaimTemplate?: Partial<PersistentVolumeClaim>;
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean };
  emptyDir?: EmptyDirVolumeSource;
  configMap?: ConfigMapVolumeSource;
  secret?: SecretVolumeSource;
}

export interface PipelineRun {
  apiVersion: 'tekton.dev/v1';
  kind: 'PipelineRun';
  metadata: ObjectMeta;
  spec: {
    pipelineRef?: Resolved & { name?: string };
    pipelineSpec?: Pipeline['spec'];
    params?: Param[];
    timeouts?: { pipeline?: string; tasks?: string; finally?: string };
    taskRunTemplate?: { serviceAccountName?: string; podTemplate?: PodTemplate };
    taskRunSpecs?: {
      pipelineTaskName: string;
      serviceAccountName?: string;
      podTemplate?: PodTemplate;
      stepSpecs?: { name: string; computeResources: ResourceRequirements }[];
      computeResources?: ResourceRequirements;
      metadata?: Pick<ObjectMeta, 'labels' | 'annotations'>;
    }[];
    workspaces?: WorkspaceBinding[];
  };
}
