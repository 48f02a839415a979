// Made by `cargo xtask generate`; do not edit.
import { ClientBase, PlannerBase, RehearserBase, SimulatorBase, StarterBase, define } from './lib/runtime.js'

const inputs = {
  Answers: {"f":{"work":"Work","urgency":"Urgency","regions":null,"state":"TaskState","downtime":"DowntimePolicy","launch_type":"LaunchKind","load_balancer":"LoadBalancerKind","traffic":"TrafficLevel","risk":"ChangeRisk","budget":"CapacityBudget","team":"TeamPractice","compliance":["Framework"],"alarms":null,"cluster":null,"service":null,"image":null,"requested_by":null,"reason":null,"listener_rule_arn":null,"target_group_arn":null}},
  Work: null,
  Urgency: null,
  TaskState: null,
  DowntimePolicy: null,
  LaunchKind: null,
  LoadBalancerKind: null,
  TrafficLevel: null,
  ChangeRisk: null,
  CapacityBudget: null,
  TeamPractice: null,
  Framework: null,
  Scenario: {"f":{"seed":null,"account":null,"region":null,"start":null,"throttling":null,"consistency_delay":null,"replication":"ReplicationScript","clusters":["ClusterScript"],"repositories":["RepositoryScript"],"target_groups":["TargetGroupScript"],"load_balancers":["LoadBalancerScript"],"services":["ServiceScript"],"secrets":null,"alarms":["AlarmScript"],"applications":["ApplicationScript"],"hooks":null,"roles":["RoleScript"],"missing_roles":null,"caller":null,"quotas":null,"faults":["Fault"],"happenings":["Happening"],"outages":["OutageScript"],"elsewhere":["Scenario"]}},
  ReplicationScript: {"f":{"lag":null,"failing":null}},
  ClusterScript: {"f":{"name":null,"instances":["InstanceScript"]}},
  InstanceScript: {"f":{"count":null,"cpu":null,"memory":null,"architecture":null}},
  RepositoryScript: {"f":{"name":null,"immutable_tags":null,"scan_on_push":null,"images":["ImageScript"]}},
  ImageScript: {"f":{"tags":null,"digest":null,"architectures":null,"size_mib":null,"age":null,"behaviour":"ImageBehaviour","findings":null}},
  ImageBehaviour: {"f":{"start_up":null,"crash_after":null,"exit_code":null,"out_of_memory":null,"fails_health_check":null,"cannot_be_pulled":null,"error_rate":null,"latency_ms":null,"log":null,"flag_source":"FlagSource","flags":{"m":"FlaggedBehaviour"},"commands":{"m":"CommandBehaviour"}}},
  FlagSource: {"f":{"application":null,"environment":null,"profile":null,"namespace":null}},
  FlaggedBehaviour: {"f":{"error_rate":null,"latency_ms":null}},
  CommandBehaviour: {"f":{"takes":null,"exit_code":null,"log":null}},
  TargetGroupScript: {"f":{"name":null,"protocol":null,"port":null,"target_type":null,"health_check_path":null,"health_check_interval":null,"healthy_threshold":null,"unhealthy_threshold":null,"deregistration_delay":null}},
  LoadBalancerScript: {"f":{"name":null,"kind":null,"listeners":["ListenerScript"]}},
  ListenerScript: {"f":{"port":null,"protocol":null,"forward":null,"rules":["RuleScript"],"requests_per_second":null}},
  RuleScript: {"f":{"priority":null,"path":null,"forward":null,"requests_per_second":null}},
  ServiceScript: {"f":{"cluster":null,"name":null,"image":null,"task_definition":null,"desired_count":null,"launch_type":null,"container_port":null,"target_group":null,"alternate_target_group":null,"test_port":null,"settings":null}},
  AlarmScript: {"f":{"name":null,"target_group":null,"metric":null,"threshold":null,"firing":null}},
  ApplicationScript: {"f":{"name":null,"environments":["EnvironmentScript"],"flag_sets":["FlagSetScript"]}},
  EnvironmentScript: {"f":{"name":null,"alarms":null}},
  FlagSetScript: {"f":{"name":null,"flags":null,"document":null}},
  RoleScript: {"f":{"name":null,"trust":null,"allow":null,"deny":null}},
  Fault: {"f":{"action":null,"after":null,"times":null,"kind":"FaultKind","region":null,"account":null,"since":null,"until":null}},
  FaultKind: null,
  Happening: {"f":{"after":null,"action":null,"request":null,"region":null,"account":null}},
  OutageScript: {"f":{"after":null,"outage":"Outage"}},
  Outage: {"t":{"zone_lost":{"zone":null},"spot_reclaimed":{"lasts":null}}},
  RehearsalOptions: {"f":{"what_ifs":["WhatIf"],"prices":"PriceList"}},
  WhatIf: {"t":{"image_crashes":{},"starts_slowly":{"seconds":null},"errors":{"percent":null},"zone_lost":{"zone":null},"spot_reclaimed":{}}},
  PriceList: {"f":{"source":null,"as_of":null,"regions":{"m":{"m":"Price"}}}},
  Price: {"f":{"vcpu_hour":null,"gb_hour":null}},
  Noop: {"f":{}},
  RepositorySetup: {"f":{"repository":null,"allow_any_name":null,"immutable_tags":null,"mutable_tag_exclusions":null,"encryption":"Encryption","scan":"ScanMode","lifecycle":"Lifecycle","repository_policy":"RepositoryAccess","replication":["ReplicationTarget"],"tags":null,"preview_lifecycle":null,"max_deletions":null}},
  Encryption: {"f":{"type":"EncryptionKind","key":null}},
  EncryptionKind: null,
  ScanMode: null,
  Lifecycle: {"t":{"rules":{"keep_last":["KeepLast"],"expire_untagged_after_days":null},"document":{"policy":null},"unmanaged":{}}},
  KeepLast: {"f":{"count":null,"patterns":null}},
  RepositoryAccess: {"t":{"grants":{"pull_accounts":null,"push_principals":null},"document":{"policy":null}}},
  ReplicationTarget: {"f":{"region":null,"account":null}},
  NormalDeployment: {"f":{"image":null,"environments":["Environment"],"start_at":null,"up_to":null,"requested_by":null}},
  Environment: {"f":{"name":null,"cluster":null,"service":null,"target":"Target","container":null,"gate":"Gate","strategy":"Strategy","analysis":"Analysis","settings":"DeploymentSettings","checks":["Check"],"approval":"ApprovalRule","configuration":"ConfigurationPatch","keep_revisions":null,"if_busy":"IfBusy","timeout":null}},
  Target: {"f":{"region":null,"account":null,"role_arn":null}},
  Gate: {"f":{"fail_on":"Severity","require_scan":null,"scan_timeout":null,"exceptions":["FindingException"],"fail_on_rules":"RuleLevel","require_signature":null,"allowed_registries":null}},
  Severity: null,
  FindingException: {"f":{"finding":null,"until":null,"reason":null}},
  RuleLevel: null,
  Strategy: {"t":{"service":{},"rolling":{"minimum_healthy_percent":null,"maximum_percent":null},"recreate":{},"blue_green":{"bake":null,"routing":"Routing"},"linear":{"percent":null,"step_bake":null,"bake":null,"routing":"Routing"},"canary":{"percent":null,"step_bake":null,"bake":null,"routing":"Routing"},"weighted":{"listener_rule_arn":null,"target_group_arn":null,"steps":null,"bake":null,"tasks":null,"sticky":null},"rules":{"listener_arn":null,"target_group_arn":null,"matching":"RuleMatch","priority":null,"bake":null,"tasks":null},"feature_flag":{"exposure":"FlagExposure"}}},
  Routing: {"f":{"alternate_target_group_arn":null,"production_listener_rule":null,"role_arn":null,"test_listener_rule":null}},
  RuleMatch: {"f":{"header":null,"header_values":null,"cookie":null,"path":null,"host":null}},
  FlagExposure: {"f":{"flag":"FlagName","by":null,"steps":null,"bake":null,"rollout":"FlagRollout","metrics":"FlagMetrics"}},
  FlagName: {"f":{"application":null,"environment":null,"profile":null,"flag":null}},
  FlagRollout: {"f":{"strategy":null}},
  FlagMetrics: {"f":{"namespace":null}},
  Analysis: {"f":{"metrics":["MetricCheck"],"interval":null,"minimum_requests":null,"failure_limit":null,"no_data_deadline":null,"zero_traffic":"ZeroTraffic"}},
  MetricCheck: {"f":{"metric":"CanaryMetric","max":null,"max_ratio":null,"significance":null,"custom":"CustomMetric"}},
  CanaryMetric: null,
  CustomMetric: {"f":{"namespace":null,"name":null,"statistic":null,"canary_dimensions":null,"baseline_dimensions":null}},
  ZeroTraffic: null,
  DeploymentSettings: {"f":{"circuit_breaker":"CircuitBreaker","alarms":null,"availability_zone_rebalancing":null}},
  CircuitBreaker: {"f":{"enable":null,"rollback":null,"threshold":null}},
  Check: {"t":{"http":{"url":null,"headers":null,"status":null,"contains":null,"times":null,"every":null,"patience":null},"task":{"command":null,"container":null,"task_definition":null,"timeout":null}}},
  ApprovalRule: {"f":{"roles":["Actor"],"wait":null}},
  Actor: null,
  ConfigurationPatch: {"f":{"container":null,"environment":null,"remove_environment":null,"secrets":null,"remove_secrets":null,"cpu":null,"memory":null,"container_cpu":null,"container_memory":null,"container_memory_reservation":null,"command":null,"stop_timeout":null,"log_configuration":null,"health_check":null,"task_role_arn":null,"execution_role_arn":null}},
  IfBusy: null,
  EmergencyHotfix: {"f":{"cluster":null,"service":null,"image":null,"container":null,"reason":null,"requested_by":null,"approval":"ApprovalRule","gate":"Gate","strategy":"Strategy","follow_up_within":null,"timeout":null}},
  Rollback: {"f":{"cluster":null,"service":null,"to":"RollbackTarget","desired_count":null,"scaling_limits":"ScalingLimits","strategy":"Strategy","gate":"Gate","on_failure":"OnFailure","timeout":null}},
  RollbackTarget: {"t":{"last_good":{},"task_definition":{"name":null},"service_revision":{"arn":null},"image":{"image":null}}},
  ScalingLimits: {"f":{"minimum":null,"maximum":null}},
  OnFailure: null,
  ConfigurationChange: {"f":{"cluster":null,"service":null,"change":"ConfigurationPatch","strategy":"Strategy","analysis":"Analysis","gate":"Gate","settings":"DeploymentSettings","keep_revisions":null,"if_busy":"IfBusy","on_failure":"OnFailure","timeout":null}},
  BlueGreenDeployment: {"f":{"cluster":null,"service":null,"image":null,"container":null,"gate":"Gate","method":"BlueGreenMethod","tests":["Check"],"analysis":"Analysis","settings":"DeploymentSettings","keep_revisions":null,"if_busy":"IfBusy","on_failure":"OnFailure","timeout":null}},
  BlueGreenMethod: {"t":{"native":{"bake":null,"routing":"Routing"},"weighted":{"listener_rule_arn":null,"target_group_arn":null,"bake":null}}},
  RollingDeployment: {"f":{"cluster":null,"service":null,"image":null,"container":null,"gate":"Gate","minimum_healthy_percent":null,"maximum_percent":null,"circuit_breaker":"CircuitBreaker","alarms":null,"availability_zone_rebalancing":null,"force":null,"keep_revisions":null,"if_busy":"IfBusy","on_failure":"OnFailure","timeout":null}},
  CanaryDeployment: {"f":{"cluster":null,"service":null,"image":null,"container":null,"gate":"Gate","method":"CanaryMethod","tests":["Check"],"analysis":"Analysis","settings":"DeploymentSettings","keep_revisions":null,"if_busy":"IfBusy","on_failure":"OnFailure","timeout":null}},
  CanaryMethod: {"t":{"native":{"percent":null,"bake":null,"routing":"Routing"},"weighted":{"listener_rule_arn":null,"canary_target_group_arn":null,"steps":null,"bake":null,"canary_tasks":null}}},
  MultiRegionDeployment: {"f":{"image":null,"waves":["Wave"],"container":null,"gate":"Gate","strategy":"Strategy","analysis":"Analysis","settings":"DeploymentSettings","roll_back":"RollBack","replication_timeout":null,"timeout":null}},
  Wave: {"f":{"regions":["RegionalService"],"bake":null}},
  RegionalService: {"f":{"target":"Target","cluster":null,"service":null,"strategy":"Strategy","bake_alarms":null}},
  RollBack: null,
  LinearDeployment: {"f":{"cluster":null,"service":null,"image":null,"container":null,"gate":"Gate","method":"LinearMethod","tests":["Check"],"analysis":"Analysis","settings":"DeploymentSettings","keep_revisions":null,"if_busy":"IfBusy","on_failure":"OnFailure","timeout":null}},
  LinearMethod: {"t":{"native":{"percent":null,"step_bake":null,"routing":"Routing"},"weighted":{"listener_rule_arn":null,"target_group_arn":null,"percent":null,"step_bake":null}}},
  AbTest: {"f":{"cluster":null,"service":null,"image":null,"split":"AbSplit","duration":null,"then":"AfterTest","container":null,"configuration":"ConfigurationPatch","gate":"Gate","analysis":"Analysis","if_busy":"IfBusy","timeout":null}},
  AbSplit: {"t":{"weight":{"listener_rule_arn":null,"target_group_arn":null,"percent":null,"sticky":null,"tasks":null},"rule":{"listener_arn":null,"target_group_arn":null,"matching":"RuleMatch","priority":null,"tasks":null}}},
  AfterTest: null,
  FeatureFlagRelease: {"f":{"cluster":null,"service":null,"exposure":"FlagExposure","turn_off":null,"image":null,"container":null,"strategy":"Strategy","gate":"Gate","analysis":"Analysis","if_busy":"IfBusy","timeout":null}},
  ZeroDowntimeDeployment: {"f":{"cluster":null,"service":null,"image":null,"container":null,"longest_request":null,"repair":null,"strategy":"Strategy","analysis":"Analysis","gate":"Gate","alarms":null,"if_busy":"IfBusy","timeout":null}},
  MicroservicesDeployment: {"f":{"services":["Microservice"],"roll_back":"RollBack","at_once":null,"gate":"Gate","timeout":null}},
  Microservice: {"f":{"name":null,"cluster":null,"service":null,"image":null,"container":null,"depends_on":null,"strategy":"Strategy","analysis":"Analysis","settings":"DeploymentSettings","target":"Target"}},
  ApproveDeployment: {"f":{"environment":null,"cluster":null,"service":null,"image":null,"requested_by":null,"approved_by":null,"role":"Actor","valid_for":null,"note":null}},
  OpenFollowUps: {"f":{}},
  CloseFollowUp: {"f":{"id":null,"closed_by":null,"resolution":null}},
  JournalSetup: {"f":{"table":null,"point_in_time_recovery":null,"recovery_days":null,"deletion_protection":null,"tags":null}},
}
const outputs = {
  Event: {"f":{"sequence":null,"at":null,"step":null,"replayed":null,"detail":"EventDetail"}},
  EventDetail: {"t":{"run_started":{"run_id":null,"use_case":null},"step_started":{"name":null},"step_finished":{"name":null,"error":"ErrorKind"},"changed":{"action":null,"resource":null},"progress":{"desired":null,"running":null,"pending":null,"failed":null,"previous_running":null},"stage":{"status":null,"stage":null,"reason":null},"traffic":{"percent":null},"alarm":{"name":null,"state":null,"reason":null},"health":{"target_group":null,"healthy":null,"unhealthy":null,"initial":null,"draining":null},"service":{"message":null},"analysis":{"round":null,"result":null,"reasons":null},"warning":{"message":null},"run_finished":{"result":null,"message":null}}},
  ErrorKind: null,
  ErrorDetails: {"f":{"kind":"ErrorKind","message":null,"operation":null,"code":null,"resource":null,"retryable":null,"context":null,"advice":null,"left_behind":null,"outcome":null,"findings":["ErrorDetails"]}},
  Plan: {"f":{"use_case":null,"request":null,"account":null,"region":null,"made_at":null,"writes":["PlannedWrite"],"stages":["PlannedStage"],"duration":null,"ending":null,"cause":null,"peak_tasks":null,"warnings":null,"risks":["Risk"],"basis":["BasisRead"]}},
  PlannedWrite: {"f":{"action":null,"account":null,"region":null,"resource":null,"cluster":null,"branch":null,"step":null,"after":null,"changes":["Change"]}},
  Change: {"f":{"path":null,"before":null,"after":null}},
  PlannedStage: {"f":{"name":null,"within":null,"responsible":"Actor","after":null,"duration":null,"times":null}},
  Actor: null,
  Risk: {"f":{"id":null,"level":"RiskLevel","resource":null,"why":null}},
  RiskLevel: null,
  BasisRead: {"f":{"account":null,"region":null,"action":null,"request":null,"about":null,"said":null,"digest":null}},
  Rehearsal: {"f":{"use_case":null,"request":null,"account":null,"region":null,"made_at":null,"passed":null,"reasons":null,"expected":"Course","what_ifs":["Rehearsed"],"left_out":["LeftOut"],"risks":["Risk"],"basis":["BasisRead"]}},
  Course: {"f":{"ending":null,"cause":null,"error":"ErrorDetails","duration":null,"stages":["PlannedStage"],"writes":["PlannedWrite"],"peak_tasks":null,"services":["ServiceCourse"],"capacity":["CapacityNeed"],"no_room":null,"cost":"Cost","broken":null,"warnings":null}},
  ServiceCourse: {"f":{"account":null,"region":null,"cluster":null,"service":null,"holds":"ServiceStanding","task_definition_before":null,"task_definition":null,"desired":null,"minimum":null,"healthy":null,"peak_tasks":null,"peak_running":null,"lowest_running":null,"new_tasks":null,"unserved":null}},
  ServiceStanding: null,
  CapacityNeed: {"f":{"account":null,"region":null,"kind":null,"peak_tasks":null,"peak_vcpu":null,"peak_memory_gb":null,"quota_vcpu":null}},
  Cost: {"f":{"rollout":null,"monthly_difference":null,"items":["CostItem"],"unpriced":null,"source":null,"as_of":null}},
  CostItem: {"f":{"account":null,"region":null,"kind":null,"extra_vcpu_hours":null,"extra_gb_hours":null,"more_vcpu":null,"more_gb":null,"price":"Price"}},
  Price: {"f":{"vcpu_hour":null,"gb_hour":null}},
  Rehearsed: {"f":{"what_if":"WhatIf","happens_after":null,"lost_zones":null,"safe":null,"reasons":null,"course":"Course"}},
  WhatIf: {"t":{"image_crashes":{},"starts_slowly":{"seconds":null},"errors":{"percent":null},"zone_lost":{"zone":null},"spot_reclaimed":{}}},
  LeftOut: {"f":{"what_if":"WhatIf","why":null}},
  RunHead: {"f":{"run_id":null,"use_case":null,"state":"RunState","started_at":null,"updated_at":null,"number":null,"hash":null}},
  RunState: null,
  RunStory: {"f":{"run":"RunHead","request":null,"changes":["SentChange"],"holds":null,"attempts":["RunAttempt"],"executing":null,"outcome":null,"error":"ErrorDetails"}},
  SentChange: {"f":{"action":null,"resource":null,"place":null,"at":null,"result":null}},
  RunAttempt: {"f":{"process":null,"library":null,"at":null}},
  AuditAnchor: {"f":{"at":null,"runs":["AnchoredRun"],"hash":null}},
  AnchoredRun: {"f":{"run_id":null,"number":null,"hash":null}},
  AuditReport: {"f":{"runs":["RunHead"],"records":null,"anchored":null}},
  CatalogItem: {"f":{"id":null,"name":null,"title":null,"summary":null,"family":"Family","complexity":"Complexity","implemented":null}},
  Family: null,
  Complexity: null,
  CatalogEntry: {"f":{"id":null,"name":null,"title":null,"summary":null,"description":null,"application_types":["ApplicationType"],"launch_types":["LaunchKind"],"strategies":["Strategy"],"complexity":"Complexity","actors":["Actor"],"stages":["StageDocument"],"failures":["FailureDocument"],"inputs":["InputDocument"],"ecr":"EcrRequirements","task":["Setting"],"service":["Setting"],"networking":null,"scaling":null,"security":null,"monitoring":null,"cicd":null,"cost":null,"recovery":null,"pitfalls":["Pitfall"],"best_practices":["BestPractice"],"compliance":["Compliance"],"integrations":["Integration"],"related":null,"family":"Family","implemented":null,"actions":null,"iam_policy":null}},
  ApplicationType: null,
  LaunchKind: null,
  Strategy: null,
  StageDocument: {"f":{"name":null,"responsible":"Actor","takes":null,"leaves":null,"does":null}},
  FailureDocument: {"f":{"when":null,"then":null}},
  InputDocument: {"f":{"artifact":null,"brought_by":"Actor"}},
  EcrRequirements: {"f":{"naming":null,"tags":null,"lifecycle":null,"scan":null,"replication":null,"retention":null,"build_and_push":null}},
  Setting: {"f":{"setting":null,"value":null,"why":null}},
  Pitfall: {"f":{"pitfall":null,"instead":null}},
  BestPractice: {"f":{"practice":null,"pillar":"Pillar","source":null}},
  Pillar: null,
  Compliance: {"f":{"framework":"Framework","control":null,"how":null}},
  Framework: null,
  Integration: {"f":{"service":null,"purpose":null}},
  RuleItem: {"f":{"id":null,"title":null,"kind":"ResourceKind","level":"RuleLevel","pillar":"Pillar","registration":null,"remedy":null,"documentation":null,"sources":null}},
  ResourceKind: null,
  RuleLevel: null,
  PostureReport: {"f":{"checks":["RuleCheck"]}},
  RuleCheck: {"f":{"rule":null,"title":null,"outcome":"RuleOutcome","level":"RuleLevel","pillar":"Pillar","kind":"ResourceKind","resource":null,"path":null,"message":null,"remedy":null,"documentation":null,"sources":null,"place":"FilePlace"}},
  RuleOutcome: null,
  FilePlace: {"f":{"line":null,"column":null,"end_line":null,"end_column":null}},
  DecisionTree: {"f":{"questions":["DecisionQuestion"],"start":null,"nodes":["DecisionNode"],"leaves":["DecisionLeaf"],"adjustments":["DecisionAdjustment"]}},
  DecisionQuestion: {"f":{"id":null,"ask":null,"why":null,"default":null,"default_why":null,"answers":["DecisionAnswer"]}},
  DecisionAnswer: {"f":{"answer":null,"means":null,"implies":null,"of":null}},
  DecisionNode: {"f":{"id":null,"question":null,"branches":["DecisionBranch"]}},
  DecisionBranch: {"f":{"answers":null,"next":null,"why":null,"refuses":["DecisionRefusal"]}},
  DecisionRefusal: {"f":{"use_case":null,"why":null}},
  DecisionLeaf: {"f":{"id":null,"use_case":null,"strategy":"Strategy","why":null,"needs":null,"request":null}},
  DecisionAdjustment: {"f":{"when":null,"leaves":null,"set":null,"why":null}},
  Matrix: {"f":{"by":"MatrixBy","title":null,"columns":null,"rows":["MatrixRow"]}},
  MatrixBy: null,
  MatrixRow: {"f":{"head":null,"cells":null}},
  Recommendation: {"f":{"use_case":"CatalogItem","strategy":"Strategy","leaf":null,"why":null,"needs":null,"request":null,"missing":null,"path":["PathStep"],"adjustments":["AppliedAdjustment"],"refused":["RefusedUseCase"],"assumed":["AssumedAnswer"],"unused":null}},
  PathStep: {"f":{"id":null,"question":null,"answer":null,"origin":"AnswerOrigin","why":null}},
  AnswerOrigin: null,
  AppliedAdjustment: {"f":{"because":null,"set":null,"why":null}},
  RefusedUseCase: {"f":{"id":null,"name":null,"why":null,"question":null,"answer":null}},
  AssumedAnswer: {"f":{"id":null,"question":null,"answer":null,"why":null}},
  Review: {"f":{"subject":null,"verdict":"ReviewVerdict","findings":["ReviewFinding"],"not_understood":["NotUnderstood"],"scores":["PillarScore"],"checks":null,"held":null,"broken":["BrokenCheck"],"like":null}},
  ReviewVerdict: null,
  ReviewFinding: {"f":{"id":null,"topic":"ReviewTopic","gap":"ReviewGap","pillars":["Pillar"],"path":null,"what":null,"why":null,"source":null,"refinement":null}},
  ReviewTopic: null,
  ReviewGap: null,
  NotUnderstood: {"f":{"path":null,"text":null,"why":null,"nearest":null}},
  PillarScore: {"f":{"pillar":"Pillar","score":null,"held":null,"asked":null}},
  BrokenCheck: {"f":{"id":null,"error":null}},
  ServiceReview: {"f":{"subject":null,"verdict":"ReviewVerdict","findings":["ServiceFinding"],"scores":["PillarScore"],"ecr":"EcrChecklist","unread":["Unread"],"rule_errors":["RuleCheck"]}},
  ServiceFinding: {"f":{"id":null,"severity":"ReviewSeverity","pillars":["Pillar"],"path":null,"what":null,"why":null,"source":null,"remedy":null}},
  ReviewSeverity: null,
  EcrChecklist: {"f":{"subject":null,"live":null,"items":["EcrItem"],"passed":null,"failed":null,"unknown":null,"unread":["Unread"]}},
  EcrItem: {"f":{"id":null,"group":"EcrGroup","title":null,"status":"EcrStatus","evidence":null,"why":null,"source":null,"remedy":null}},
  EcrGroup: null,
  EcrStatus: null,
  Unread: {"f":{"action":null,"resource":null,"error":null}},
  GapReport: {"f":{"have":["Had"],"missing":["Gap"],"ambiguous":["AmbiguousName"],"unknown":["UnknownName"],"families":["FamilyCoverage"],"unread":["Unread"]}},
  Had: {"f":{"id":null,"name":null,"evidence":null}},
  Gap: {"f":{"id":null,"title":null,"summary":null,"family":"Family","priority":"GapPriority","points":null,"why":null,"actors":["Actor"],"artifacts":null,"ecr":"EcrRequirements","complexity":"Complexity","api":null,"implemented":null,"observable":null}},
  GapPriority: null,
  AmbiguousName: {"f":{"given":null,"candidates":null}},
  UnknownName: {"f":{"given":null,"nearest":null}},
  FamilyCoverage: {"f":{"family":"Family","have":null,"of":null}},
  NoopOutcome: {"f":{}},
  RepositorySetupOutcome: {"f":{"repository_arn":null,"repository_uri":null,"created":null,"changes":["RepositoryChange"],"lifecycle_preview":"LifecyclePreview"}},
  RepositoryChange: {"f":{"what":null,"before":null,"after":null}},
  LifecyclePreview: {"f":{"would_expire":["ExpiringImage"],"kept":null}},
  ExpiringImage: {"f":{"digest":null,"tags":null,"rule_priority":null}},
  NormalDeploymentOutcome: {"f":{"digest":null,"environments":["EnvironmentOutcome"]}},
  EnvironmentOutcome: {"f":{"name":null,"deployed":null,"deployment":"DeploymentOutcome","checks":["Checked"],"approval":"Approval","rollback":"DeploymentOutcome"}},
  DeploymentOutcome: {"f":{"service_arn":null,"image":null,"task_definition":null,"previous_task_definition":null,"deployment_id":null,"service_deployment_arn":null,"verdict":"Verdict","state":"HeldState","tests":["Checked"],"analysis":["Judgement"],"changes":["SettingChange"]}},
  Verdict: {"f":{"ending":"Ending","cause":null,"evidence":"Evidence"}},
  Ending: null,
  Evidence: {"f":{"status":null,"status_reason":null,"desired":null,"running":null,"lowest_running":null,"failed":null,"breaker_threshold":null,"alarms":null,"stopped_tasks":["StoppedTask"],"unhealthy_targets":["UnhealthyTarget"],"hooks":["HookRun"],"logs":["LogTail"],"events":null}},
  StoppedTask: {"f":{"task":null,"stop_code":null,"reason":null,"containers":["EndedContainer"]}},
  EndedContainer: {"f":{"name":null,"exit_code":null,"reason":null}},
  UnhealthyTarget: {"f":{"target_group_arn":null,"target":null,"reason":null,"description":null}},
  HookRun: {"f":{"name":null,"hook_id":null,"stage":null,"status":null}},
  LogTail: {"f":{"task":null,"container":null,"log_group":null,"log_stream":null,"lines":null,"missing":null}},
  HeldState: {"f":{"task_definition":null,"desired":null,"running":null,"restored_by":"Restorer"}},
  Restorer: null,
  Checked: {"f":{"check":null,"passed":null,"found":null}},
  Judgement: {"f":{"percent":null,"round":null,"finding":"Finding","reasons":null}},
  Finding: null,
  SettingChange: {"f":{"path":null,"before":null,"after":null}},
  Approval: {"f":{"of":"Approvable","requested_by":null,"approved_by":null,"role":"Actor","approved_at":null,"expires_at":null,"note":null,"used_by":null}},
  Approvable: {"f":{"environment":null,"cluster":null,"service":null,"digest":null}},
  HotfixOutcome: {"f":{"deployment":"DeploymentOutcome","approval":"Approval","follow_up":"FollowUp","took_over":null}},
  FollowUp: {"f":{"id":null,"cluster":null,"service":null,"image":null,"reason":null,"requested_by":null,"approved_by":null,"to_do":null,"opened_at":null,"due_at":null,"closed":"Closed"}},
  Closed: {"f":{"by":null,"at":null,"resolution":null}},
  MultiRegionOutcome: {"f":{"digest":null,"waves":["WaveOutcome"]}},
  WaveOutcome: {"f":{"regions":["MemberOutcome"],"alarms":null}},
  MemberOutcome: {"f":{"name":null,"account":null,"region":null,"state":"MemberState","outcome":"DeploymentOutcome","rollback":"DeploymentOutcome","error":null}},
  MemberState: null,
  AbTestOutcome: {"f":{"arms":["ArmReport"],"finding":"Finding","reasons":null,"promoted":null,"deployment":"DeploymentOutcome"}},
  ArmReport: {"f":{"arm":null,"task_definition":null,"requests":null,"error_rate":null,"samples":"Samples"}},
  Samples: {"f":{"requests":null,"errors":null,"values":null}},
  FeatureFlagOutcome: {"f":{"deployment":"DeploymentOutcome","exposed":null,"analysis":["Judgement"]}},
  ZeroDowntimeOutcome: {"f":{"deployment":"DeploymentOutcome","findings":["Downtime"],"lowest_healthy":null}},
  Downtime: {"f":{"setting":null,"message":null,"remedy":null,"repaired":null}},
  MicroservicesOutcome: {"f":{"services":["MemberOutcome"]}},
  OpenFollowUpsOutcome: {"f":{"follow_ups":["FollowUp"],"overdue":null,"at":null}},
  JournalSetupOutcome: {"f":{"table_arn":null,"created":null,"changes":["JournalTableChange"]}},
  JournalTableChange: {"f":{"what":null,"before":null,"after":null}},
}
const outcomes = {
  noop: 'NoopOutcome',
  repository_setup: 'RepositorySetupOutcome',
  normal_deployment: 'NormalDeploymentOutcome',
  emergency_hotfix: 'HotfixOutcome',
  rollback: 'DeploymentOutcome',
  configuration_change: 'DeploymentOutcome',
  blue_green_deployment: 'DeploymentOutcome',
  rolling_deployment: 'DeploymentOutcome',
  canary_deployment: 'DeploymentOutcome',
  multi_region_deployment: 'MultiRegionOutcome',
  linear_deployment: 'DeploymentOutcome',
  ab_test: 'AbTestOutcome',
  feature_flag_release: 'FeatureFlagOutcome',
  zero_downtime_deployment: 'ZeroDowntimeOutcome',
  microservices_deployment: 'MicroservicesOutcome',
  approve_deployment: 'Approval',
  open_follow_ups: 'OpenFollowUpsOutcome',
  close_follow_up: 'FollowUp',
  journal_setup: 'JournalSetupOutcome',
}
define(inputs, outputs, outcomes)

export class Client extends ClientBase {
  get start() {
    return new Starter(this)
  }
  get plan() {
    return new Planner(this)
  }
  get rehearse() {
    return new Rehearser(this)
  }
  noop(request, options) {
    return this._call('noop', 'Noop', request, options)
  }
  repositorySetup(request, options) {
    return this._call('repository_setup', 'RepositorySetup', request, options)
  }
  normalDeployment(request, options) {
    return this._call('normal_deployment', 'NormalDeployment', request, options)
  }
  emergencyHotfix(request, options) {
    return this._call('emergency_hotfix', 'EmergencyHotfix', request, options)
  }
  rollback(request, options) {
    return this._call('rollback', 'Rollback', request, options)
  }
  configurationChange(request, options) {
    return this._call('configuration_change', 'ConfigurationChange', request, options)
  }
  blueGreenDeployment(request, options) {
    return this._call('blue_green_deployment', 'BlueGreenDeployment', request, options)
  }
  rollingDeployment(request, options) {
    return this._call('rolling_deployment', 'RollingDeployment', request, options)
  }
  canaryDeployment(request, options) {
    return this._call('canary_deployment', 'CanaryDeployment', request, options)
  }
  multiRegionDeployment(request, options) {
    return this._call('multi_region_deployment', 'MultiRegionDeployment', request, options)
  }
  linearDeployment(request, options) {
    return this._call('linear_deployment', 'LinearDeployment', request, options)
  }
  abTest(request, options) {
    return this._call('ab_test', 'AbTest', request, options)
  }
  featureFlagRelease(request, options) {
    return this._call('feature_flag_release', 'FeatureFlagRelease', request, options)
  }
  zeroDowntimeDeployment(request, options) {
    return this._call('zero_downtime_deployment', 'ZeroDowntimeDeployment', request, options)
  }
  microservicesDeployment(request, options) {
    return this._call('microservices_deployment', 'MicroservicesDeployment', request, options)
  }
  approveDeployment(request, options) {
    return this._call('approve_deployment', 'ApproveDeployment', request, options)
  }
  openFollowUps(request, options) {
    return this._call('open_follow_ups', 'OpenFollowUps', request, options)
  }
  closeFollowUp(request, options) {
    return this._call('close_follow_up', 'CloseFollowUp', request, options)
  }
  journalSetup(request, options) {
    return this._call('journal_setup', 'JournalSetup', request, options)
  }
}

export class Starter extends StarterBase {
  noop(request, options) {
    return this._start('noop', 'Noop', request, options)
  }
  repositorySetup(request, options) {
    return this._start('repository_setup', 'RepositorySetup', request, options)
  }
  normalDeployment(request, options) {
    return this._start('normal_deployment', 'NormalDeployment', request, options)
  }
  emergencyHotfix(request, options) {
    return this._start('emergency_hotfix', 'EmergencyHotfix', request, options)
  }
  rollback(request, options) {
    return this._start('rollback', 'Rollback', request, options)
  }
  configurationChange(request, options) {
    return this._start('configuration_change', 'ConfigurationChange', request, options)
  }
  blueGreenDeployment(request, options) {
    return this._start('blue_green_deployment', 'BlueGreenDeployment', request, options)
  }
  rollingDeployment(request, options) {
    return this._start('rolling_deployment', 'RollingDeployment', request, options)
  }
  canaryDeployment(request, options) {
    return this._start('canary_deployment', 'CanaryDeployment', request, options)
  }
  multiRegionDeployment(request, options) {
    return this._start('multi_region_deployment', 'MultiRegionDeployment', request, options)
  }
  linearDeployment(request, options) {
    return this._start('linear_deployment', 'LinearDeployment', request, options)
  }
  abTest(request, options) {
    return this._start('ab_test', 'AbTest', request, options)
  }
  featureFlagRelease(request, options) {
    return this._start('feature_flag_release', 'FeatureFlagRelease', request, options)
  }
  zeroDowntimeDeployment(request, options) {
    return this._start('zero_downtime_deployment', 'ZeroDowntimeDeployment', request, options)
  }
  microservicesDeployment(request, options) {
    return this._start('microservices_deployment', 'MicroservicesDeployment', request, options)
  }
  approveDeployment(request, options) {
    return this._start('approve_deployment', 'ApproveDeployment', request, options)
  }
  openFollowUps(request, options) {
    return this._start('open_follow_ups', 'OpenFollowUps', request, options)
  }
  closeFollowUp(request, options) {
    return this._start('close_follow_up', 'CloseFollowUp', request, options)
  }
  journalSetup(request, options) {
    return this._start('journal_setup', 'JournalSetup', request, options)
  }
}

export class Planner extends PlannerBase {
  noop(request, options) {
    return this._plan('noop', 'Noop', request, options)
  }
  repositorySetup(request, options) {
    return this._plan('repository_setup', 'RepositorySetup', request, options)
  }
  normalDeployment(request, options) {
    return this._plan('normal_deployment', 'NormalDeployment', request, options)
  }
  emergencyHotfix(request, options) {
    return this._plan('emergency_hotfix', 'EmergencyHotfix', request, options)
  }
  rollback(request, options) {
    return this._plan('rollback', 'Rollback', request, options)
  }
  configurationChange(request, options) {
    return this._plan('configuration_change', 'ConfigurationChange', request, options)
  }
  blueGreenDeployment(request, options) {
    return this._plan('blue_green_deployment', 'BlueGreenDeployment', request, options)
  }
  rollingDeployment(request, options) {
    return this._plan('rolling_deployment', 'RollingDeployment', request, options)
  }
  canaryDeployment(request, options) {
    return this._plan('canary_deployment', 'CanaryDeployment', request, options)
  }
  multiRegionDeployment(request, options) {
    return this._plan('multi_region_deployment', 'MultiRegionDeployment', request, options)
  }
  linearDeployment(request, options) {
    return this._plan('linear_deployment', 'LinearDeployment', request, options)
  }
  abTest(request, options) {
    return this._plan('ab_test', 'AbTest', request, options)
  }
  featureFlagRelease(request, options) {
    return this._plan('feature_flag_release', 'FeatureFlagRelease', request, options)
  }
  zeroDowntimeDeployment(request, options) {
    return this._plan('zero_downtime_deployment', 'ZeroDowntimeDeployment', request, options)
  }
  microservicesDeployment(request, options) {
    return this._plan('microservices_deployment', 'MicroservicesDeployment', request, options)
  }
  approveDeployment(request, options) {
    return this._plan('approve_deployment', 'ApproveDeployment', request, options)
  }
  openFollowUps(request, options) {
    return this._plan('open_follow_ups', 'OpenFollowUps', request, options)
  }
  closeFollowUp(request, options) {
    return this._plan('close_follow_up', 'CloseFollowUp', request, options)
  }
  journalSetup(request, options) {
    return this._plan('journal_setup', 'JournalSetup', request, options)
  }
}

export class Rehearser extends RehearserBase {
  noop(request, options) {
    return this._rehearse('noop', 'Noop', request, options)
  }
  repositorySetup(request, options) {
    return this._rehearse('repository_setup', 'RepositorySetup', request, options)
  }
  normalDeployment(request, options) {
    return this._rehearse('normal_deployment', 'NormalDeployment', request, options)
  }
  emergencyHotfix(request, options) {
    return this._rehearse('emergency_hotfix', 'EmergencyHotfix', request, options)
  }
  rollback(request, options) {
    return this._rehearse('rollback', 'Rollback', request, options)
  }
  configurationChange(request, options) {
    return this._rehearse('configuration_change', 'ConfigurationChange', request, options)
  }
  blueGreenDeployment(request, options) {
    return this._rehearse('blue_green_deployment', 'BlueGreenDeployment', request, options)
  }
  rollingDeployment(request, options) {
    return this._rehearse('rolling_deployment', 'RollingDeployment', request, options)
  }
  canaryDeployment(request, options) {
    return this._rehearse('canary_deployment', 'CanaryDeployment', request, options)
  }
  multiRegionDeployment(request, options) {
    return this._rehearse('multi_region_deployment', 'MultiRegionDeployment', request, options)
  }
  linearDeployment(request, options) {
    return this._rehearse('linear_deployment', 'LinearDeployment', request, options)
  }
  abTest(request, options) {
    return this._rehearse('ab_test', 'AbTest', request, options)
  }
  featureFlagRelease(request, options) {
    return this._rehearse('feature_flag_release', 'FeatureFlagRelease', request, options)
  }
  zeroDowntimeDeployment(request, options) {
    return this._rehearse('zero_downtime_deployment', 'ZeroDowntimeDeployment', request, options)
  }
  microservicesDeployment(request, options) {
    return this._rehearse('microservices_deployment', 'MicroservicesDeployment', request, options)
  }
  approveDeployment(request, options) {
    return this._rehearse('approve_deployment', 'ApproveDeployment', request, options)
  }
  openFollowUps(request, options) {
    return this._rehearse('open_follow_ups', 'OpenFollowUps', request, options)
  }
  closeFollowUp(request, options) {
    return this._rehearse('close_follow_up', 'CloseFollowUp', request, options)
  }
  journalSetup(request, options) {
    return this._rehearse('journal_setup', 'JournalSetup', request, options)
  }
}

export class Simulator extends SimulatorBase {
  client(place) {
    return this._client(Client, place)
  }
}
