/** The template of the first article, as it stands there: all is well with it. */
export const SEED_000 = `Resources:
  ### Create IAM Role
  myRole:
    Type: "AWS::IAM::Role"
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          -
            Effect: "Allow"
            Principal:
              Service:
                - "ec2.amazonaws.com"
            Action:
              - "sts:AssumeRole"
      Path: "/"
      RoleName: test-role
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AmazonS3FullAccess
  ### Create IAM Profile
  myInstanceProfile:
    Type: "AWS::IAM::InstanceProfile"
    Properties:
      Path: "/"
      Roles:
        - !Ref myRole
  ### Create EC2
  myEC2:
    Type: "AWS::EC2::Instance"
    Properties:
      AvailabilityZone: ap-northeast-1a
      IamInstanceProfile: !Ref myInstanceProfile
      ImageId: ami-56d4ad31
      InstanceType: t2.micro
      KeyName: test-key
      SecurityGroupIds:
        - sg-XXXXXXXX
      SubnetId: subnet-XXXXXXXX
`;

/** The second article's instance and role, without the profile: its failing deploy. */
export const SEED_002_BAD = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
    EC2Instance:
        Type: "AWS::EC2::Instance"
        Properties:
            IamInstanceProfile: !Ref IAMRole
            Tags:
              -
                Key: "Name"
                Value: "Test"

    IAMRole:
        Type: "AWS::IAM::Role"
        Properties:
            Path: "/"
            RoleName: "Yuta20220815"
            AssumeRolePolicyDocument: "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"Service\\":\\"ec2.amazonaws.com\\"},\\"Action\\":\\"sts:AssumeRole\\"}]}"
`;

/** The same with a profile that bears the role's name: as the article deploys it. */
export const SEED_002_GOOD = `${SEED_002_BAD}
    IAMInstanceProfile:
        Type: "AWS::IAM::InstanceProfile"
        Properties:
            Path: "/"
            InstanceProfileName: !Ref IAMRole
            Roles:
              - !Ref IAMRole
`;

/** The second article's function. */
export const SEED_002_FUNCTION = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
    LambdaFunction:
        Type: "AWS::Lambda::Function"
        Properties:
            FunctionName: "efs-s3"
            Role: !GetAtt IAMRole.Arn
            Code: {ZipFile: "exports.handler = async () => {}"}

    IAMRole:
        Type: "AWS::IAM::Role"
        Properties:
            Path: "/"
            RoleName: "efs-S3"
            AssumeRolePolicyDocument: "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"Service\\":\\"lambda.amazonaws.com\\"},\\"Action\\":\\"sts:AssumeRole\\"}]}"
`;
