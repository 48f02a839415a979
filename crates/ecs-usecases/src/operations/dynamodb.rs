//! Amazon DynamoDB, as far as the table of a journal is set up.

super::table::operations! { "dynamodb", DynamoDb, dynamodb {
    CreateTable -> CreateTableResponse, Write, Probe;
    DescribeTable -> DescribeTableResponse, Read, Idempotent;
    UpdateTable -> UpdateTableResponse, Write, Probe;
    UpdateTimeToLive -> UpdateTimeToLiveResponse, Write, Probe;
    DescribeTimeToLive -> DescribeTimeToLiveResponse, Read, Idempotent;
    UpdateContinuousBackups -> UpdateContinuousBackupsResponse, Write, Idempotent;
    DescribeContinuousBackups -> DescribeContinuousBackupsResponse, Read, Idempotent;
    TagResource -> TagResourceResponse, Write, Idempotent;
    ListTagsOfResource -> ListTagsOfResourceResponse, Read, Idempotent;
} }
