//! Amazon CloudWatch Logs.

super::table::operations! { "logs", Logs, logs {
    CreateLogGroup -> CreateLogGroupResponse, Write, Probe;
    DescribeLogGroups -> DescribeLogGroupsResponse, Read, Idempotent;
    DeleteLogGroup -> DeleteLogGroupResponse, Write, Probe;
    PutRetentionPolicy -> PutRetentionPolicyResponse, Write, Idempotent;
    DeleteRetentionPolicy -> DeleteRetentionPolicyResponse, Write, Idempotent;
    CreateLogStream -> CreateLogStreamResponse, Write, Probe;
    DescribeLogStreams -> DescribeLogStreamsResponse, Read, Idempotent;
    PutLogEvents -> PutLogEventsResponse, Write, Probe;
    GetLogEvents -> GetLogEventsResponse, Read, Idempotent;
    FilterLogEvents -> FilterLogEventsResponse, Read, Idempotent;
    TagResource -> TagResourceResponse, Write, Idempotent;
    UntagResource -> UntagResourceResponse, Write, Idempotent;
    ListTagsForResource -> ListTagsForResourceResponse, Read, Idempotent;
} }
