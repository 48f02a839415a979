// Made by `cargo xtask generate`; do not edit.
import { ClientBase, SimulatorBase, StarterBase, define } from './lib/runtime.js'

const inputs = {
  Scenario: {"f":{"seed":null,"account":null,"region":null,"start":null,"throttling":null,"consistency_delay":null,"clusters":["ClusterScript"],"repositories":["RepositoryScript"],"target_groups":["TargetGroupScript"],"load_balancers":["LoadBalancerScript"],"services":["ServiceScript"],"alarms":["AlarmScript"],"faults":["Fault"],"happenings":["Happening"]}},
  ClusterScript: {"f":{"name":null,"instances":["InstanceScript"]}},
  InstanceScript: {"f":{"count":null,"cpu":null,"memory":null,"architecture":null}},
  RepositoryScript: {"f":{"name":null,"immutable_tags":null,"scan_on_push":null,"images":["ImageScript"]}},
  ImageScript: {"f":{"tags":null,"digest":null,"architectures":null,"size_mib":null,"age":null,"behaviour":"ImageBehaviour","findings":null}},
  ImageBehaviour: {"f":{"start_up":null,"crash_after":null,"exit_code":null,"out_of_memory":null,"fails_health_check":null,"cannot_be_pulled":null,"error_rate":null,"latency_ms":null,"log":null}},
  TargetGroupScript: {"f":{"name":null,"protocol":null,"port":null,"target_type":null,"health_check_path":null,"health_check_interval":null,"healthy_threshold":null,"unhealthy_threshold":null,"deregistration_delay":null}},
  LoadBalancerScript: {"f":{"name":null,"kind":null,"listeners":["ListenerScript"]}},
  ListenerScript: {"f":{"port":null,"protocol":null,"forward":null,"rules":["RuleScript"],"requests_per_second":null}},
  RuleScript: {"f":{"priority":null,"path":null,"forward":null,"requests_per_second":null}},
  ServiceScript: {"f":{"cluster":null,"name":null,"image":null,"task_definition":null,"desired_count":null,"launch_type":null,"container_port":null,"target_group":null,"alternate_target_group":null,"settings":null}},
  AlarmScript: {"f":{"name":null,"target_group":null,"metric":null,"threshold":null,"firing":null}},
  Fault: {"f":{"action":null,"after":null,"times":null,"kind":"FaultKind"}},
  FaultKind: null,
  Happening: {"f":{"after":null,"action":null,"request":null}},
  Noop: {"f":{}},
}
const outputs = {
  Event: {"f":{"sequence":null,"at":null,"step":null,"replayed":null,"detail":"EventDetail"}},
  EventDetail: {"t":{"run_started":{"run_id":null,"use_case":null},"step_started":{"name":null},"step_finished":{"name":null,"error":"ErrorKind"},"changed":{"action":null,"resource":null},"progress":{"desired":null,"running":null,"pending":null,"failed":null,"previous_running":null},"stage":{"status":null,"stage":null,"reason":null},"traffic":{"percent":null},"service":{"message":null},"analysis":{"round":null,"result":null,"reasons":null},"warning":{"message":null},"run_finished":{"result":null,"message":null}}},
  ErrorKind: null,
  ErrorDetails: {"f":{"kind":"ErrorKind","message":null,"operation":null,"code":null,"resource":null,"retryable":null,"context":null,"advice":null,"left_behind":null,"outcome":null}},
  NoopOutcome: {"f":{}},
}
const outcomes = {
  noop: 'NoopOutcome',
}
define(inputs, outputs, outcomes)

export class Client extends ClientBase {
  get start() {
    return new Starter(this)
  }
  noop(request, options) {
    return this._call('noop', 'Noop', request, options)
  }
}

export class Starter extends StarterBase {
  noop(request, options) {
    return this._start('noop', 'Noop', request, options)
  }
}

export class Simulator extends SimulatorBase {
  client() {
    return this._client(Client)
  }
}
