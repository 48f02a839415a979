//! Elastic Load Balancing (Application and Network Load Balancers).

super::table::operations! { "elasticloadbalancing", Elbv2, elbv2 {
    CreateLoadBalancer -> CreateLoadBalancerResponse, Write, Idempotent;
    DescribeLoadBalancers -> DescribeLoadBalancersResponse, Read, Idempotent;
    CreateTargetGroup -> CreateTargetGroupResponse, Write, Idempotent;
    DescribeTargetGroups -> DescribeTargetGroupsResponse, Read, Idempotent;
    DescribeTargetGroupAttributes -> DescribeTargetGroupAttributesResponse, Read, Idempotent;
    ModifyTargetGroupAttributes -> ModifyTargetGroupAttributesResponse, Write, Idempotent;
    DeleteTargetGroup -> DeleteTargetGroupResponse, Write, Idempotent;
    CreateListener -> CreateListenerResponse, Write, Idempotent;
    DescribeListeners -> DescribeListenersResponse, Read, Idempotent;
    ModifyListener -> ModifyListenerResponse, Write, Idempotent;
    CreateRule -> CreateRuleResponse, Write, Probe;
    DescribeRules -> DescribeRulesResponse, Read, Idempotent;
    ModifyRule -> ModifyRuleResponse, Write, Idempotent;
    DeleteRule -> DeleteRuleResponse, Write, Probe;
    DescribeTargetHealth -> DescribeTargetHealthResponse, Read, Idempotent;
    RegisterTargets -> RegisterTargetsResponse, Write, Idempotent;
    DeregisterTargets -> DeregisterTargetsResponse, Write, Idempotent;
    DescribeTags -> DescribeTagsResponse, Read, Idempotent;
    AddTags -> AddTagsResponse, Write, Idempotent;
    RemoveTags -> RemoveTagsResponse, Write, Idempotent;
    DescribeLoadBalancerAttributes -> DescribeLoadBalancerAttributesResponse, Read, Idempotent;
    ModifyLoadBalancerAttributes -> ModifyLoadBalancerAttributesResponse, Write, Idempotent;
    DeleteLoadBalancer -> DeleteLoadBalancerResponse, Write, Idempotent;
    DeleteListener -> DeleteListenerResponse, Write, Probe;
    ModifyTargetGroup -> ModifyTargetGroupResponse, Write, Idempotent;
    SetRulePriorities -> SetRulePrioritiesResponse, Write, Idempotent;
} }
