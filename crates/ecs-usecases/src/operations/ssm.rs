//! The Parameter Store of AWS Systems Manager.

super::table::operations! { "ssm", Ssm, ssm {
    PutParameter -> PutParameterResponse, Write, Probe;
    GetParameter -> GetParameterResponse, Read, Idempotent;
    GetParameters -> GetParametersResponse, Read, Idempotent;
    GetParametersByPath -> GetParametersByPathResponse, Read, Idempotent;
    DescribeParameters -> DescribeParametersResponse, Read, Idempotent;
    DeleteParameter -> DeleteParameterResponse, Write, Probe;
    DeleteParameters -> DeleteParametersResponse, Write, Idempotent;
    AddTagsToResource -> AddTagsToResourceResponse, Write, Idempotent;
    ListTagsForResource -> ListTagsForResourceResponse, Read, Idempotent;
} }
