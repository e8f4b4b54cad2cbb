"""The vendors: DynamoDB, S3, SNS, SQS, and files beside the code."""
