data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

variable "CheckArn" {
  type = string
}

variable "Table" {
  type = string
}

data "aws_iam_policy_document" "state_machine" {
  statement {
    actions = [
      "dynamodb:PutItem",
    ]

    resources = [
      "arn:aws:dynamodb:us-east-1:${data.aws_caller_identity.current.account_id}:table/${var.Table}-${data.aws_region.current.name}",
    ]
  }

  statement {
    actions = [
      "events:RetrieveConnectionCredentials",
    ]

    resources = [
      var.connection,
    ]
  }

  statement {
    actions = [
      "lambda:InvokeFunction",
    ]

    resources = [
      var.CheckArn,
      "${var.CheckArn}:*",
      "arn:aws:lambda:us-east-1:${data.aws_caller_identity.current.account_id}:function:work",
      "arn:aws:lambda:us-east-1:${data.aws_caller_identity.current.account_id}:function:work:*",
    ]
  }

  statement {
    actions = [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
    ]

    resources = [
      "arn:aws:secretsmanager:us-east-1:${data.aws_caller_identity.current.account_id}:secret:events!connection/*/*",
    ]
  }

  statement {
    actions = [
      "sns:Publish",
    ]

    resources = [
      "arn:aws:sns:us-east-1:${data.aws_caller_identity.current.account_id}:*",
    ]
  }

  statement {
    actions = [
      "states:DescribeExecution",
      "states:StopExecution",
    ]

    resources = [
      "arn:aws:states:us-east-1:${data.aws_caller_identity.current.account_id}:execution:orders:*",
    ]
  }

  statement {
    actions = [
      "states:InvokeHTTPEndpoint",
    ]

    resources = [
      "arn:aws:states:us-east-1:${data.aws_caller_identity.current.account_id}:stateMachine:orders",
    ]

    condition {
      test     = "StringEquals"
      variable = "states:HTTPMethod"
      values   = ["POST"]
    }

    condition {
      test     = "StringLike"
      variable = "states:HTTPEndpoint"
      values   = ["https://api.example.com/pay"]
    }
  }

  statement {
    actions = [
      "states:RedriveExecution",
    ]

    resources = [
      "arn:aws:states:us-east-1:${data.aws_caller_identity.current.account_id}:execution:orders/*:*",
    ]
  }

  statement {
    actions = [
      "states:StartExecution",
    ]

    resources = [
      "arn:aws:states:us-east-1:${data.aws_caller_identity.current.account_id}:stateMachine:orders",
    ]
  }

  statement {
    actions = [
      "sts:AssumeRole",
    ]

    resources = [
      "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/r",
    ]
  }

  statement {
    actions = [
      "xray:GetSamplingRules",
      "xray:GetSamplingTargets",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]

    resources = [
      "*",
    ]
  }
}
