//! Service Quotas.

super::table::operations! { "servicequotas", ServiceQuotas, service_quotas {
    GetServiceQuota -> GetServiceQuotaResponse, Read, Idempotent;
    ListServiceQuotas -> ListServiceQuotasResponse, Read, Idempotent;
    GetAWSDefaultServiceQuota -> GetAWSDefaultServiceQuotaResponse, Read, Idempotent;
} }
