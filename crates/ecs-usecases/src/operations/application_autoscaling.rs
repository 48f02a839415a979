//! Application Auto Scaling.

super::table::operations! { "application-autoscaling", ApplicationAutoScaling, application_autoscaling {
    RegisterScalableTarget -> RegisterScalableTargetResponse, Write, Idempotent;
    DeregisterScalableTarget -> DeregisterScalableTargetResponse, Write, Probe;
    DescribeScalableTargets -> DescribeScalableTargetsResponse, Read, Idempotent;
    PutScalingPolicy -> PutScalingPolicyResponse, Write, Idempotent;
    DescribeScalingPolicies -> DescribeScalingPoliciesResponse, Read, Idempotent;
    DeleteScalingPolicy -> DeleteScalingPolicyResponse, Write, Probe;
    DescribeScalingActivities -> DescribeScalingActivitiesResponse, Read, Idempotent;
    PutScheduledAction -> PutScheduledActionResponse, Write, Idempotent;
    DescribeScheduledActions -> DescribeScheduledActionsResponse, Read, Idempotent;
    DeleteScheduledAction -> DeleteScheduledActionResponse, Write, Probe;
} }
